import { expect, test } from 'vitest';
import { ForeignModuleError, isTrap, WasmInstance } from './instance.ts';

/** The smallest module there is: magic number and version. */
const EMPTY = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);

test('a module without the exports of the sandbox is refused by name', () => {
	expect(() => new WasmInstance(new WebAssembly.Module(EMPTY))).toThrow(ForeignModuleError);
});

test('a trap is what ends an instance; a bug of ours is none', () => {
	expect(isTrap(new WebAssembly.RuntimeError('unreachable'))).toBe(true);
	expect(isTrap(new RangeError('Maximum call stack size exceeded'))).toBe(true);
	expect(isTrap(new TypeError('x is not a function'))).toBe(false);
});
