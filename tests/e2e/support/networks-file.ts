import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatNetworks, parseNetworks, type NetworkChoice } from '#lib/networks.ts';

const FILE = join(import.meta.dirname, '../../../static/networks.json');

/** The committed networks.json, with `local` changed and made the default: what a visitor of that network sees first. */
export function networksWithLocal(change: Partial<NetworkChoice>): Map<string, string> {
	const parsed = parseNetworks(readFileSync(FILE, 'utf8'));
	if (!parsed.ok) throw new Error(parsed.error);
	const networks = parsed.value.networks.map((one) =>
		one.name === 'local' ? { ...one, ...change } : one
	);
	return new Map([['networks.json', formatNetworks({ default: 'local', networks })]]);
}
