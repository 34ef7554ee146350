/** What a transaction declares that it needs. The network charges what was declared. */
export interface Declared {
	readonly instructions: number;
	readonly readBytes: number;
	readonly writeBytes: number;
}

/** Which resource goes beyond its bound, in words; `undefined` = none. */
export function beyond(declared: Declared, most: Declared): string | undefined {
	for (const key of ['instructions', 'readBytes', 'writeBytes'] as const) {
		if (declared[key] > most[key]) {
			return `${declared[key]} ${WORDS[key]}, at most ${most[key]} expected`;
		}
	}
	return undefined;
}

const WORDS: Readonly<Record<keyof Declared, string>> = {
	instructions: 'instructions',
	readBytes: 'bytes to read',
	writeBytes: 'bytes to write'
};
