import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const SOURCE = fileURLToPath(new URL('../../static/wasm/sandbox.wasm', import.meta.url));
const PACKED = 'wasm/sandbox.wasm.gz';

/** The sandbox as the page loads it: packed here, because no static host can be relied on to pack what it serves. */
export function packedSandbox(): Plugin {
	const pack = () => gzipSync(readFileSync(SOURCE), { level: 9 });
	return {
		name: 'nectar:packed-sandbox',
		generateBundle() {
			if (this.environment.name !== 'client') return;
			this.emitFile({ type: 'asset', fileName: PACKED, source: pack() });
		},
		configureServer(server) {
			server.middlewares.use((request, response, next) => {
				if (request.url?.endsWith(`/${PACKED}`) !== true) next();
				else response.setHeader('Content-Type', 'application/gzip').end(pack());
			});
		}
	};
}
