import { sha256 } from '#lib/chain/hash.ts';

/** Changes only together with every address: it is part of what an address is made of. */
const SALT_PREFIX = 'nectar/1/';
export const salt = (name: string): Uint8Array => sha256(SALT_PREFIX + name);
