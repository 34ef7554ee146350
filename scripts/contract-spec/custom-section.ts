/** `\0asm`, version 1. */
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00] as const;
const CUSTOM = 0;
/** Bytes of the longest LEB128 of 32 bits. */
const MAX_LEB128 = 5;

/** The contents of a wasm's custom sections of that name, one after the other; empty if there is none. */
export function customSection(wasm: Uint8Array, name: string): Uint8Array {
	if (!HEADER.every((byte, index) => wasm[index] === byte)) {
		throw new BadWasmError('a wasm file of version 1', 'another header');
	}
	const parts: Uint8Array[] = [];
	let at: number = HEADER.length;
	while (at < wasm.length) {
		const id = wasm[at];
		const section = prefixed(wasm, at + 1);
		at = section.end;
		if (id !== CUSTOM) continue;
		const title = prefixed(section.bytes, 0);
		if (new TextDecoder().decode(title.bytes) === name) {
			parts.push(section.bytes.subarray(title.end));
		}
	}
	return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** Bytes behind their own length, and where they end. */
function prefixed(bytes: Uint8Array, at: number): { readonly bytes: Uint8Array; end: number } {
	const length = leb128(bytes, at);
	const end = length.end + length.value;
	if (end > bytes.length) {
		throw new BadWasmError(`${length.value} bytes`, `${bytes.length - length.end}`);
	}
	return { bytes: bytes.subarray(length.end, end), end };
}

function leb128(bytes: Uint8Array, at: number): { readonly value: number; readonly end: number } {
	let value = 0;
	for (let read = 0; read < MAX_LEB128; read += 1) {
		const byte = bytes[at + read];
		if (byte === undefined) break;
		value += (byte & 0x7f) * 2 ** (7 * read);
		if (byte < 0x80) return { value, end: at + read + 1 };
	}
	throw new BadWasmError('a length', 'an unfinished one');
}

/** The file is no wasm, or only a part of one. */
export class BadWasmError extends Error {
	override readonly name = 'BadWasmError';
	constructor(expected: string, found: string) {
		super(`expected ${expected}, found ${found}`);
	}
}
