// npm run size, after a build: gzip budgets. A route counts what it loads before it can run: the closure of static
// imports of the entries, the layout and its own node. Lazy chunks do not count.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as v from 'valibot';

const ROUTE_LIMIT = 60_000;
const WORKER_LIMIT = 120_000;
const GENERATED = '.svelte-kit/generated/client-optimized';
const SHELL = [`${GENERATED}/app.js`, `${GENERATED}/nodes/0.js`];

const root = join(import.meta.dirname, '..');
const output = join(root, '.svelte-kit/output/client');
const manifestFile = join(output, '.vite/manifest.json');
const Chunk = v.object({
	file: v.string(),
	isEntry: v.optional(v.boolean(), false),
	imports: v.optional(v.array(v.string()), [])
});

function gzip(file: string): number {
	return gzipSync(readFileSync(file), { level: 9 }).length;
}

function routes(): Map<string, number> {
	const chunks = v.parse(
		v.record(v.string(), Chunk),
		JSON.parse(readFileSync(manifestFile, 'utf8'))
	);
	const start = Object.keys(chunks).filter((key) => key.endsWith('/client/entry.js'));
	const nodes = Object.keys(chunks).filter((key) => /\/nodes\/(?!0\.)\d+\.js$/.test(key));
	const closure = (keys: readonly string[], found = new Set<string>()) => {
		for (const key of keys) {
			if (found.has(key)) continue;
			found.add(key);
			closure(chunks[key]?.imports ?? [], found);
		}
		return found;
	};
	const bytes = (key: string) => {
		const chunk = chunks[key];
		return chunk === undefined ? 0 : gzip(join(output, chunk.file));
	};
	return new Map(
		nodes.map((node) => {
			const loaded = [...closure([...start, ...SHELL, node])];
			return [node.slice(GENERATED.length + 1), loaded.reduce((sum, key) => sum + bytes(key), 0)];
		})
	);
}

function workers(): Map<string, number> {
	const folder = join(output, '_app/immutable/workers');
	if (!existsSync(folder)) return new Map();
	const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
	return new Map(files.map((name) => [name, gzip(join(folder, name))]));
}

function over(sizes: Map<string, number>, limit: number): boolean {
	for (const [name, bytes] of sizes) console.log(`${name}: ${bytes} of ${limit} bytes gzip`);
	return [...sizes.values()].some((bytes) => bytes > limit);
}

if (!existsSync(manifestFile)) {
	console.error('no build found: npm run build');
	process.exitCode = 1;
} else {
	const results = [over(routes(), ROUTE_LIMIT), over(workers(), WORKER_LIMIT)];
	if (results.includes(true)) process.exitCode = 1;
}
