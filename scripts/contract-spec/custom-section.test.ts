import { expect, test } from 'vitest';
import { BadWasmError, customSection } from './custom-section.ts';

const HEADER = [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
const section = (id: number, content: readonly number[]) => [id, content.length, ...content];
const custom = (name: string, content: readonly number[]) =>
	section(0, [name.length, ...new TextEncoder().encode(name), ...content]);
const wasm = (...sections: readonly (readonly number[])[]) =>
	Uint8Array.from([...HEADER, ...sections.flat()]);

test('sections of one name are joined in their order, others left out', () => {
	const file = wasm(custom('a', [1]), section(1, [9, 9]), custom('b', [7]), custom('a', [2, 3]));
	expect([...customSection(file, 'a')]).toEqual([1, 2, 3]);
	expect([...customSection(file, 'c')]).toEqual([]);
});

test('lengths of more than one byte are read', () => {
	const content = Array.from({ length: 300 }, (_, index) => index % 256);
	const length = [(302 & 0x7f) | 0x80, 302 >> 7];
	const file = Uint8Array.from([...HEADER, 0, ...length, 1, 'x'.charCodeAt(0), ...content]);
	expect([...customSection(file, 'x')]).toEqual(content);
});

test('what is no whole wasm is refused', () => {
	const whole = wasm(custom('a', [1, 2, 3]));
	expect(() => customSection(Uint8Array.from([1, 2, 3]), 'a')).toThrow(BadWasmError);
	expect(() => customSection(whole.subarray(0, whole.length - 1), 'a')).toThrow(BadWasmError);
	expect(() => customSection(Uint8Array.from([...HEADER, 0]), 'a')).toThrow(BadWasmError);
	expect(() =>
		customSection(Uint8Array.from([...HEADER, 0, ...new Array<number>(6).fill(0x80)]), 'a')
	).toThrow(BadWasmError);
});
