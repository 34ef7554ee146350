import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

export interface WasmSize {
	readonly name: string;
	readonly raw: number;
	readonly gzip: number;
}

/** Every committed wasm, as it is and as it travels. */
export async function wasmSizes(): Promise<readonly WasmSize[]> {
	const folder = new URL('../../static/wasm/', import.meta.url);
	const names = (await readdir(folder)).filter((name) => name.endsWith('.wasm')).toSorted();
	return Promise.all(
		names.map(async (name) => {
			const bytes = await readFile(new URL(name, folder));
			return { name, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
		})
	);
}
