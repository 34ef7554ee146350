import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	formatNetworks,
	parseNetworks,
	type Network,
	type NetworkChoice,
	type Networks
} from '#lib/networks.ts';

const FILE = join(import.meta.dirname, '../../../static/networks.json');

function readFile(): Networks {
	const parsed = parseNetworks(readFileSync(FILE, 'utf8'));
	if (!parsed.ok) throw new Error(parsed.error);
	return parsed.value;
}

/** The committed networks.json, with `local` changed and made the default: what a visitor of that network sees first. */
export function networksWithLocal(change: Partial<NetworkChoice>): Map<string, string> {
	const networks = readFile().networks.map((one) =>
		one.name === 'local' ? { ...one, ...change } : one
	);
	return new Map([['networks.json', formatNetworks({ default: 'local', networks })]]);
}

/** Where our contracts stand on a sandbox: the same for the embedded one and for one on this computer. */
export function committedNetwork(): Network {
	const deployed = readFile().networks.find(({ name }) => name === 'local')?.deployed;
	if (deployed === undefined) throw new Error('networks.json has no contracts of a sandbox');
	return deployed;
}
