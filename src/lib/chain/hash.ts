import { keccak_256 } from '@noble/hashes/sha3.js';
import { hash } from '@stellar/stellar-sdk/base';

/** SHA-256, synchronously: for identifiers, salts and seeds of repeatable runs. */
export const sha256 = (data: Uint8Array | string): Uint8Array => hash(data);

/** Keccak-256 as Ethereum and Soroban have it: SHA-3 with the padding of before the standard. */
export const keccak256 = (data: Uint8Array): Uint8Array => keccak_256(data);
