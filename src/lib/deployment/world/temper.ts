import { sha256 } from '#lib/chain/hash.ts';

/**
 * How the house keepers of a world race. `eager`: for every fill that pays, like any keeper. `patient`: only for one that
 * brings much more, so that whoever asks for less is there before them.
 */
export type Temper = 'eager' | 'patient';

/** Follows from the seed (in hex), so that the same world is always hard or easy to win in. */
export const temperOf = (seed: string): Temper =>
	(sha256(`nectar temper ${seed}`)[0] ?? 0) % 2 === 0 ? 'eager' : 'patient';
