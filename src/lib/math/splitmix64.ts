/** A deterministic stream of unsigned 64-bit numbers. */
export interface Random {
	/** The next number, 0 … 2^64 − 1. */
	next(): bigint;
	/** The next number modulo `n`, 1 ≤ n < 2^64. The slight bias is part of the definition. */
	below(n: bigint): bigint;
}

const GOLDEN = 0x9e3779b97f4a7c15n;
const MIX_1 = 0xbf58476d1ce4e5b9n;
const MIX_2 = 0x94d049bb133111ebn;

/** splitmix64 (tests/vectors/GENERATOR.md): for generators, tests and the demo. Not for keys. */
export function splitmix64(seed: bigint): Random {
	let state = BigInt.asUintN(64, seed);
	const next = (): bigint => {
		state = BigInt.asUintN(64, state + GOLDEN);
		let z = state;
		z = BigInt.asUintN(64, (z ^ (z >> 30n)) * MIX_1);
		z = BigInt.asUintN(64, (z ^ (z >> 27n)) * MIX_2);
		return z ^ (z >> 31n);
	};
	return { next, below: (n) => next() % n };
}
