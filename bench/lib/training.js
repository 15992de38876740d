/** Java's AOT cache, made as the image makes its own: by one run, of which Java keeps what it has learnt. */
import { existsSync } from 'node:fs';
import { CACHE, JVM } from '../contestants/pindai.js';
import { say } from './say.js';
import { World } from './world.js';

const QR_WITHIN_MS = 60_000;

/** Makes the cache of what is packaged, unless it is there. It does what docker/train.sh does. */
export async function train(owner, options) {
    if (existsSync(CACHE)) {
        return;
    }
    say("Making Java's AOT cache");
    const part = owner.part('the training');
    const world = await World.open(part, options);
    await world.with({ name: 'training', kind: 'pindai', jvm: [...JVM, `-XX:AOTCacheOutput=${CACHE}`] }, async (contestant) => {
        await contestant.prepare();
        await contestant.start();
        await contestant.call('GET', 'api/sessions');
        const [id] = await contestant.create(1);
        await contestant.call('POST', `api/sessions/${id}/start?wait=qr`, undefined, QR_WITHIN_MS);
        await contestant.remove(id);
        await contestant.stop();
    });
    await part.close();
    if (!existsSync(CACHE)) {
        throw new Error('Java made no AOT cache');
    }
}
