import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join, normalize } from 'node:path';

const BUILD = join(import.meta.dirname, '../../build');
const TYPES: Record<string, string> = {
	'.css': 'text/css',
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript',
	'.json': 'application/json',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.wasm': 'application/wasm',
	'.woff2': 'font/woff2'
};

export type StaticHost = { readonly url: string; close(): Promise<void> };

/**
 * A plain file server, as an IPFS gateway is one: the built site below `prefix`, nothing anywhere else. `replace`: texts
 * in place of built files, by their path in the build; `undefined` = the file is missing.
 */
export async function staticHost(
	prefix: string,
	replace: ReadonlyMap<string, string | undefined> = new Map()
): Promise<StaticHost> {
	if (!existsSync(join(BUILD, 'index.html'))) throw new Error('no build found: npm run build');
	const server = createServer((request, response) => {
		const path = new URL(request.url ?? '/', 'http://localhost').pathname;
		const name = path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
		const other = name === undefined ? undefined : replace.get(name);
		if (other !== undefined) {
			response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(other);
			return;
		}
		const file = name === undefined || replace.has(name) ? undefined : find(name);
		if (file === undefined) {
			response.writeHead(404).end();
			return;
		}
		const type = TYPES[extname(file)] ?? 'application/octet-stream';
		response.writeHead(200, { 'content-type': type }).end(readFileSync(file));
	});
	const port = await listen(server);
	return {
		url: `http://127.0.0.1:${port}${prefix}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => {
					resolve();
				});
				server.closeAllConnections();
			})
	};
}

function find(path: string): string | undefined {
	const file = join(
		BUILD,
		normalize(`/${path.endsWith('/') || path === '' ? `${path}index.html` : path}`)
	);
	return existsSync(file) && statSync(file).isFile() ? file : undefined;
}

function listen(server: Server): Promise<number> {
	return new Promise((resolve, reject) => {
		server.on('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			if (typeof address === 'object' && address !== null) resolve(address.port);
		});
	});
}
