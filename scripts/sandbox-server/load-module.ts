import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The committed build, or the one that NECTAR_SANDBOX_WASM names while the sandbox itself is being worked on. */
export const sandboxWasmPath = (): string =>
	process.env['NECTAR_SANDBOX_WASM'] ??
	fileURLToPath(new URL('../../static/wasm/sandbox.wasm', import.meta.url));

export const loadSandboxModule = async (): Promise<WebAssembly.Module> =>
	WebAssembly.compile(await readFile(sandboxWasmPath()));
