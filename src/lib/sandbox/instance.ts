/** What `sandbox/` exports. The module imports nothing: clock and randomness come in as arguments. */
interface Exports {
	readonly memory: WebAssembly.Memory;
	alloc(length: number): number;
	init(pointer: number, length: number): number;
	dispatch(pointer: number, length: number): number;
	out_ptr(): number;
	snapshot(): number;
	restore(pointer: number, length: number): number;
	tick(nowMs: number): number;
}

/**
 * One life of the wasm module: moves text and bytes in and out, and knows nothing of what they mean.
 * A trap poisons it for good (the module is built with `panic = "abort"`): drop it and make another.
 */
export class WasmInstance {
	readonly #exports: Exports;

	constructor(module: WebAssembly.Module) {
		this.#exports = asExports(new WebAssembly.Instance(module, {}).exports);
	}

	init(config: string): string {
		return this.#text(this.#exports.init(...this.#give(encode(config))));
	}

	dispatch(request: string): string {
		return this.#text(this.#exports.dispatch(...this.#give(encode(request))));
	}

	snapshot(): Uint8Array<ArrayBuffer> {
		return this.#take(this.#exports.snapshot());
	}

	restore(bytes: Uint8Array): string {
		return this.#text(this.#exports.restore(...this.#give(bytes)));
	}

	/** Returns how many ledgers it closed. */
	tick(nowMs: number): number {
		return this.#exports.tick(nowMs);
	}

	/** The callee frees what it is given. */
	#give(bytes: Uint8Array): [pointer: number, length: number] {
		const pointer = this.#exports.alloc(bytes.length);
		new Uint8Array(this.#exports.memory.buffer, pointer, bytes.length).set(bytes);
		return [pointer, bytes.length];
	}

	/** Copies at once: the next call may move or grow the memory. */
	#take(length: number): Uint8Array<ArrayBuffer> {
		return new Uint8Array(this.#exports.memory.buffer, this.#exports.out_ptr(), length).slice();
	}

	#text(length: number): string {
		return new TextDecoder().decode(this.#take(length));
	}
}

/** True for what ends an instance: a trap, or the engine's own stack running out inside it. */
export function isTrap(cause: unknown): cause is Error {
	return cause instanceof WebAssembly.RuntimeError || cause instanceof RangeError;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const FUNCTIONS = ['alloc', 'init', 'dispatch', 'out_ptr', 'snapshot', 'restore', 'tick'] as const;

function isExports(found: object): found is Exports {
	return (
		'memory' in found &&
		found.memory instanceof WebAssembly.Memory &&
		FUNCTIONS.every((name) => name in found && typeof Reflect.get(found, name) === 'function')
	);
}

function asExports(found: WebAssembly.Exports): Exports {
	if (!isExports(found)) throw new ForeignModuleError(Object.keys(found));
	return found;
}

/** The wasm given is not a build of `sandbox/`. */
export class ForeignModuleError extends Error {
	override name = 'ForeignModuleError';
	constructor(found: readonly string[]) {
		super(`expected the exports memory, ${FUNCTIONS.join(', ')}; found ${found.join(', ')}`);
	}
}
