/* Event emitter, model and collection: the shape that every state object of the page has. */
__d("WAWebBaseEvents", [], function (global, require, module, exports) {
    "use strict";

    class Events {
        #handlers = new Map();

        on(names, handler, context) {
            for (const name of names.split(" ")) {
                const list = this.#handlers.get(name) ?? [];
                list.push({ handler, context, once: false });
                this.#handlers.set(name, list);
            }
            return this;
        }

        once(name, handler, context) {
            this.on(name, handler, context);
            this.#handlers.get(name).at(-1).once = true;
            return this;
        }

        off(name, handler) {
            const list = this.#handlers.get(name) ?? [];
            this.#handlers.set(name, handler ? list.filter((entry) => entry.handler !== handler) : []);
            return this;
        }

        listenTo(other, name, handler) {
            other.on(name, handler, this);
            return this;
        }

        stopListening() {
            return this;
        }

        trigger(name, ...values) {
            for (const entry of [...(this.#handlers.get(name) ?? [])]) {
                if (entry.once) {
                    this.off(name, entry.handler);
                }
                try {
                    entry.handler.apply(entry.context ?? this, values);
                } catch (error) {
                    // One listener's mistake must not keep the others from hearing.
                    console.error("listener of " + name + " failed", error);
                }
            }
            return this;
        }
    }
    exports.default = Events;
});

__d("WAWebBaseModel", ["WAWebBaseEvents"], function (global, require, module, exports) {
    "use strict";

    const Events = require("WAWebBaseEvents");

    /** Plain properties; assigning one triggers change:<name>(model, value, previous), then change. */
    class Model extends Events {
        #values = {};

        constructor(values) {
            super();
            for (const [name, value] of Object.entries(values)) {
                this.#values[name] = value;
                Object.defineProperty(this, name, {
                    configurable: true,
                    enumerable: true,
                    get: () => this.#values[name],
                    set: (next) => this.set({ [name]: next }),
                });
            }
        }

        /** All the values change first, then the events tell of them. */
        set(values) {
            const changed = Object.entries(values).filter(([name, value]) => this.#values[name] !== value)
                .map(([name, value]) => ({ name, value, previous: this.#values[name] }));
            Object.assign(this.#values, values);
            for (const { name, value, previous } of changed) {
                this.trigger("change:" + name, this, value, previous);
            }
            if (changed.length > 0) {
                this.trigger("change", this);
            }
            return this;
        }

        serialize() {
            return { ...this.#values };
        }
    }
    exports.default = Model;
});

__d("WAWebBaseCollection", ["WAWebBaseEvents"], function (global, require, module, exports) {
    "use strict";

    const Events = require("WAWebBaseEvents");

    /** Models by their id, in the order they were added. */
    class Collection extends Events {
        #models = new Map();

        get length() {
            return this.#models.size;
        }

        get(id) {
            return this.#models.get(String(id));
        }

        add(models) {
            for (const model of [models].flat()) {
                this.#models.set(String(model.id), model);
                this.trigger("add", model, this);
            }
            return models;
        }

        getModelsArray() {
            return [...this.#models.values()];
        }

        map(change) {
            return this.getModelsArray().map(change);
        }

        filter(test) {
            return this.getModelsArray().filter(test);
        }

        forEach(visit) {
            this.getModelsArray().forEach(visit);
        }

        find(id) {
            const model = this.get(id);
            return model ? Promise.resolve(model) : Promise.reject(new Error("not found: " + id));
        }
    }
    exports.default = Collection;
});
