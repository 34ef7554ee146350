// npm run size, after a build: gzip budgets. A route counts what it loads before it can run: the closure of static
// imports of the entries, the layout and its own node. Lazy chunks do not count.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';

const ROUTE_LIMIT = 60_000;
/** Pages that are tools, loaded once for hours of work. */
const TOOL_LIMIT = 95_000;
/** The keeper's worker. The demo network's carries a deployment and the house keepers besides, and starts only when asked for. */
const WORKER_LIMIT = 120_000;
const DEMO_WORKER_LIMIT = 120_000;
const GENERATED = '.svelte-kit/generated/client-optimized';
const SHELL = [`${GENERATED}/app.js`, `${GENERATED}/nodes/0.js`];
/** Texts that survive minification, of what no route may load before somebody asks for it. */
const LAZY = {
	'the Stellar SDK': 'scvLedgerKeyContractInstance',
	'the wallet’s package': 'FREIGHTER_EXTERNAL_MSG_REQUEST',
	'the database’s package': 'keyval-store'
};

const root = join(import.meta.dirname, '..');
const output = join(root, '.svelte-kit/output/client');
const manifestFile = join(output, '.vite/manifest.json');
const Chunk = v.object({
	file: v.string(),
	imports: v.optional(v.array(v.string()), [])
});
type Chunks = Readonly<Record<string, v.InferOutput<typeof Chunk>>>;

function gzip(file: string): number {
	return gzipSync(readFileSync(file), { level: 9 }).length;
}

function closure(chunks: Chunks, keys: readonly string[], found = new Set<string>()): Set<string> {
	for (const key of keys) {
		if (found.has(key)) continue;
		found.add(key);
		closure(chunks, chunks[key]?.imports ?? [], found);
	}
	return found;
}

/** `/vault`, from the generated file that names its components; nodes 0 and 1 are the layout and the error page. */
function routeOf(node: string): string {
	const source = readFileSync(join(root, node), 'utf8');
	const page = /src\/routes(.*)\/\+page\.svelte/.exec(source)?.[1];
	return page === undefined ? node.slice(GENERATED.length + 1) : page || '/';
}

function routes(chunks: Chunks): Map<string, number> {
	const start = Object.keys(chunks).filter((key) => key.endsWith('/client/entry.js'));
	const nodes = Object.keys(chunks).filter((key) => /\/nodes\/(?!0\.)\d+\.js$/.test(key));
	return new Map(
		nodes.map((node) => {
			const loaded = [...closure(chunks, [...start, ...SHELL, node])];
			const bytes = loaded.map((key) => {
				const chunk = chunks[key];
				return chunk === undefined ? 0 : gzip(join(output, chunk.file));
			});
			return [routeOf(node), bytes.reduce((sum, one) => sum + one, 0)];
		})
	);
}

/** A worker starts from a blob, which cannot load chunks: everything it needs is in its one file. */
function workers(): { readonly sizes: Map<string, number>; readonly importing: readonly string[] } {
	const folder = join(output, '_app/immutable/workers');
	const files = existsSync(folder)
		? readdirSync(folder).filter((name) => name.endsWith('.js'))
		: [];
	const importing = files.filter((name) =>
		/(^|[;}\s])import\s*(\(|["'{*])/m.test(readFileSync(join(folder, name), 'utf8'))
	);
	return { sizes: new Map(files.map((name) => [name, gzip(join(folder, name))])), importing };
}

function over(sizes: Map<string, number>, limitOf: (name: string) => number): boolean {
	for (const [name, bytes] of sizes) {
		console.log(`${name}: ${bytes} of ${limitOf(name)} bytes gzip`);
	}
	return [...sizes].some(([name, bytes]) => bytes > limitOf(name));
}

function eager(chunks: Chunks): readonly string[] {
	const nodes = Object.keys(chunks).filter((key) => /\/nodes\/\d+\.js$/.test(key));
	const loaded = [...closure(chunks, [...SHELL, ...nodes])].map((key) => {
		const chunk = chunks[key];
		return chunk === undefined ? '' : readFileSync(join(output, chunk.file), 'utf8');
	});
	return Object.entries(LAZY)
		.filter(([, text]) => loaded.some((code) => code.includes(text)))
		.map(([name]) => name);
}

if (!existsSync(manifestFile)) {
	console.error('no build found: npm run build');
	process.exitCode = 1;
} else {
	const chunks = v.parse(
		v.record(v.string(), Chunk),
		JSON.parse(readFileSync(manifestFile, 'utf8'))
	);
	const { sizes, importing } = workers();
	const results = [
		over(routes(chunks), (route) =>
			route === '/lab' || route === '/keeper' ? TOOL_LIMIT : ROUTE_LIMIT
		),
		over(sizes, (name) => (name.startsWith('sandbox.') ? DEMO_WORKER_LIMIT : WORKER_LIMIT))
	];
	const early = eager(chunks);
	for (const name of early) console.error(`${name} is loaded before anybody asks for it`);
	for (const name of importing) console.error(`${name} imports other files`);
	if (results.includes(true) || importing.length + early.length > 0) process.exitCode = 1;
}
