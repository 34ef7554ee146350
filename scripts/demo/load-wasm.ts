import { readFile } from 'node:fs/promises';
import { WASM_NAMES, type WasmFiles } from '#lib/deployment/contract-steps.ts';

/** The committed contracts. */
export async function loadContracts(): Promise<WasmFiles> {
	const files = await Promise.all(
		WASM_NAMES.map(async (name) => {
			const url = new URL(`../../static/wasm/${name}.wasm`, import.meta.url);
			return [name, new Uint8Array(await readFile(url))] as const;
		})
	);
	return Object.fromEntries(files) as WasmFiles;
}
