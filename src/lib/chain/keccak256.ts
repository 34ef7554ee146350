/** Bytes that Keccak-256 takes at a time. */
const RATE = 136;
const ROUNDS = 24;
const MASK = (1n << 64n) - 1n;
/** Rotation of each lane, by y · 5 + x. */
const ROTATIONS = [
	...[0, 1, 62, 28, 27],
	...[36, 44, 6, 55, 20],
	...[3, 10, 43, 25, 39],
	...[41, 45, 15, 21, 8],
	...[18, 2, 61, 56, 14]
] as const;

/** Keccak-256 as Ethereum and Soroban have it: SHA-3 with the padding of before the standard. */
export function keccak256(data: Uint8Array): Uint8Array {
	const padded = new Uint8Array(Math.ceil((data.length + 1) / RATE) * RATE);
	padded.set(data);
	padded[data.length] = 0x01;
	padded[padded.length - 1] = (padded[padded.length - 1] ?? 0) | 0x80;
	const view = new DataView(padded.buffer);
	let state = new Array<bigint>(25).fill(0n);
	for (let block = 0; block < padded.length; block += RATE) {
		state = permuted(
			state.map((lane, index) =>
				index * 8 < RATE ? lane ^ view.getBigUint64(block + index * 8, true) : lane
			)
		);
	}
	const out = new DataView(new ArrayBuffer(32));
	for (let index = 0; index < 4; index += 1) out.setBigUint64(index * 8, state[index] ?? 0n, true);
	return new Uint8Array(out.buffer);
}

function permuted(start: bigint[]): bigint[] {
	let state = start;
	let register = 1;
	for (let round = 0; round < ROUNDS; round += 1) {
		state = chi(rhoPi(theta(state)));
		const constant = roundConstant(register);
		register = constant.register;
		state[0] = lane(state, 0, 0) ^ constant.value;
	}
	return state;
}

const lane = (state: readonly bigint[], x: number, y: number): bigint =>
	state[(y % 5) * 5 + (x % 5)] ?? 0n;
const rotated = (value: bigint, by: number): bigint =>
	((value << BigInt(by)) | (value >> BigInt(64 - by))) & MASK;
const every = (at: (x: number, y: number) => bigint): bigint[] =>
	Array.from({ length: 25 }, (_, index) => at(index % 5, Math.floor(index / 5)));

function theta(state: readonly bigint[]): bigint[] {
	const columns = [0, 1, 2, 3, 4].map((x) =>
		[0, 1, 2, 3, 4].reduce((sum, y) => sum ^ lane(state, x, y), 0n)
	);
	const column = (x: number) => columns[x % 5] ?? 0n;
	return every((x, y) => lane(state, x, y) ^ column(x + 4) ^ rotated(column(x + 1), 1));
}

/** Lane (x, y) moves to (y, 2x + 3y): what arrives at (x, y) came from (x + 3y, x). */
const rhoPi = (state: readonly bigint[]): bigint[] =>
	every((x, y) => {
		const from = (x + 3 * y) % 5;
		return rotated(lane(state, from, x), ROTATIONS[x * 5 + from] ?? 0);
	});

const chi = (state: readonly bigint[]): bigint[] =>
	every((x, y) => lane(state, x, y) ^ (~lane(state, x + 1, y) & MASK & lane(state, x + 2, y)));

/** Bits 0, 1, 3, 7, 15, 31 and 63 of a round's constant come from a shift register. */
function roundConstant(start: number): { readonly value: bigint; readonly register: number } {
	let register = start;
	let value = 0n;
	for (let bit = 0; bit < 7; bit += 1) {
		if ((register & 1) === 1) value |= 1n << BigInt(2 ** bit - 1);
		register = register & 0x80 ? ((register << 1) ^ 0x71) & 0xff : register << 1;
	}
	return { value, register };
}
