// npm run lines: no source file outside tests is longer than LIMIT lines.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LIMIT = 400;
const root = join(import.meta.dirname, '..');
const SOURCE = /\.(ts|js|cjs|svelte|css|rs)$/;
const SKIPPED = /(^|\/)(node_modules|target|build|coverage|test|tests|\..*)$/;
const TEST = /\.test\.ts$|\/test\.rs$/;

function longFiles(folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (entry.isDirectory()) return SKIPPED.test(path) ? [] : longFiles(path);
		if (!SOURCE.test(path) || TEST.test(path)) return [];
		const lines = readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length;
		return lines > LIMIT ? [`${path}: expected ≤ ${LIMIT} lines, found ${lines}`] : [];
	});
}

const found = longFiles('');
for (const line of found) console.error(line);
if (found.length > 0) process.exitCode = 1;
else console.log(`lines: no source file is longer than ${LIMIT}`);
