import { hash } from '@stellar/stellar-sdk/base';

/** SHA-256, synchronously: for identifiers, salts and seeds of repeatable runs. */
export const sha256 = (data: Uint8Array | string): Uint8Array => hash(data);
