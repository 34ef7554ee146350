import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The committed build, or the one that NECTAR_SANDBOX_WASM names while the sandbox itself is being worked on. */
export const sandboxWasmPath = (): string =>
	process.env['NECTAR_SANDBOX_WASM'] ??
	fileURLToPath(new URL('../../static/wasm/sandbox.wasm', import.meta.url));

/** Throws with the way out if the file is absent: it is committed, so that nobody needs Rust to run it. */
export function loadSandboxModule(): Promise<WebAssembly.Module> {
	return (compiled ??= compile(sandboxWasmPath()));
}

/** Once per process: what the engine has optimised serves every network of it. */
let compiled: Promise<WebAssembly.Module> | undefined;

async function compile(path: string): Promise<WebAssembly.Module> {
	const bytes = await readFile(path).catch(() => {
		throw new Error(`${path} cannot be read: \`npm run wasm:build -- --only sandbox\` makes it`);
	});
	return WebAssembly.compile(bytes);
}
