/*
 * The module loader, with the surface that libraries look for on WhatsApp Web:
 * __d defines, require gives a module's value, importNamespace its exports, __debug lists them all.
 * A module's factory runs when the module is first asked for.
 */
(function (global) {
    "use strict";

    const modulesMap = Object.create(null);
    const hidden = Object.create(null);
    const hiddenName = document.documentElement.dataset.hiddenModule;

    function define(id, dependencies, factory) {
        // A hidden module works for the page but can't be found from outside, as after a renaming upstream.
        const shelf = id === hiddenName ? hidden : modulesMap;
        shelf[id] = { id, dependencies, factory, module: null };
    }

    function run(record) {
        if (record.module === null) {
            record.module = { exports: {} };
            record.factory(global, inside, record.module, record.module.exports);
        }
        return record.module.exports;
    }

    function find(id, shelves) {
        for (const shelf of shelves) {
            if (id in shelf) {
                return shelf[id];
            }
        }
        throw new Error("Requiring unknown module \"" + id + "\"");
    }

    // What a plain require gives: the default export where that is all there is.
    function value(exports) {
        const names = Object.keys(exports);
        return names.length === 1 && names[0] === "default" ? exports.default : exports;
    }

    function inside(id) {
        return value(run(find(id, [modulesMap, hidden])));
    }
    inside.namespace = (id) => run(find(id, [modulesMap, hidden]));

    function require(id) {
        return id === "__debug" ? { modulesMap } : value(run(find(id, [modulesMap])));
    }

    global.ErrorGuard = { skipGuardGlobal() {} };
    global.importNamespace = (id) => run(find(id, [modulesMap]));
    global.__d = define;
    global.require = require;
})(window);
