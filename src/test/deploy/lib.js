/** Files of the repository, by their path from its root. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

export const path = (name) => ROOT + name;
export const text = (name) => readFileSync(path(name), 'utf8');
export const exists = (name) => existsSync(path(name));
export const names = (folder) => readdirSync(path(folder));

/** Every document of a YAML file; a key that stands twice, and whatever else is no YAML, is an error. */
export function yaml(name) {
    return parseAllDocuments(text(name), { uniqueKeys: true }).map((document) => {
        if (document.errors.length) {
            throw new Error(`${name}: ${document.errors.join('\n')}`);
        }
        return document.toJS();
    });
}
