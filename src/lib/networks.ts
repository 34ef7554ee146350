import * as v from 'valibot';
import { err, ok, type Result } from '#lib/result.ts';

/** A token as the network knows it: its contract, and the classic asset behind it. */
export interface Token {
	readonly contract: string;
	readonly code: string;
	/** `undefined` = XLM. */
	readonly issuer: string | undefined;
	readonly decimals: number;
}
export interface Pool {
	readonly name: string;
	readonly contract: string;
	/** A `lab` pool is for learning, never beside real USDC. */
	readonly kind: 'blend' | 'lab';
	readonly oracle: string;
	/** Reserve assets, by contract id, in the order of the pool's reserve list. */
	readonly assets: readonly string[];
}
export interface Venue {
	readonly name: string;
	readonly contract: string;
	readonly kind: 'lab-amm';
	/** Contract ids of the pair. */
	readonly tokens: readonly [string, string];
}
/** Where a deployment stands: everything that differs between networks, and all the addresses there are. */
export interface Network {
	readonly name: string;
	readonly passphrase: string;
	/** Empty for the sandbox, which runs in the page or in this process. */
	readonly rpc: readonly string[];
	readonly explorer: string | undefined;
	readonly registry: string;
	readonly vault: string;
	readonly faucet: string | undefined;
	/** What the vault counts in. */
	readonly usdc: Token;
	readonly native: Token;
	/** Other tokens of pools and venues. */
	readonly tokens: readonly Token[];
	readonly pools: readonly Pool[];
	readonly venues: readonly Venue[];
}
/** A network one can choose, deployed on or not. */
export interface NetworkChoice {
	/** Its key in the file and in addresses: `sandbox`, `local`, `testnet` … */
	readonly name: string;
	/** As people read it. */
	readonly title: string;
	/** `embedded`: it runs inside the page, and its money is nobody's. */
	readonly kind: 'embedded' | 'rpc';
	/** Tokens there have no value: faucet and Friendbot may be offered. */
	readonly test: boolean;
	readonly passphrase: string;
	/** In the order of preference; empty for the embedded network. */
	readonly rpc: readonly string[];
	readonly explorer: string | undefined;
	readonly friendbot: string | undefined;
	/** `undefined`: our contracts do not stand there yet. */
	readonly deployed: Network | undefined;
}
export interface Networks {
	/** Name of the network a new visitor starts with. */
	readonly default: string;
	readonly networks: readonly NetworkChoice[];
}

const contract = v.pipe(v.string(), v.regex(/^C[A-Z2-7]{55}$/, 'expected a contract id (C…)'));
const account = v.pipe(v.string(), v.regex(/^G[A-Z2-7]{55}$/, 'expected an account (G…)'));
const url = v.pipe(v.string(), v.url('expected a URL'));
const decimals = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(18));
const name = v.pipe(v.string(), v.nonEmpty('expected a name'));

const token = v.pipe(
	v.strictObject({ contract, code: name, issuer: v.optional(account), decimals }),
	v.transform((raw): Token => ({ ...raw, issuer: raw.issuer }))
);
const pool = v.strictObject({
	name,
	contract,
	kind: v.picklist(['blend', 'lab']),
	oracle: contract,
	assets: v.array(contract)
});
const venue = v.strictObject({
	name,
	contract,
	kind: v.picklist(['lab-amm']),
	tokens: v.strictTuple([contract, contract])
});
const deployed = v.strictObject({
	registry: contract,
	vault: contract,
	faucet: v.optional(contract),
	usdc: token,
	native: token,
	tokens: v.array(token),
	pools: v.array(pool),
	venues: v.array(venue)
});
const network = v.strictObject({
	title: name,
	kind: v.picklist(['embedded', 'rpc']),
	test: v.boolean(),
	passphrase: name,
	rpc: v.array(url),
	explorer: v.optional(url),
	friendbot: v.optional(url),
	deployed: v.optional(deployed)
});
const file = v.strictObject({
	v: v.literal(1),
	default: name,
	networks: v.record(v.string(), network)
});

/** Reads networks.json. The error names the place and what was expected there. */
export function parseNetworks(text: string): Result<Networks, string> {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (cause) {
		return err(`networks.json is not JSON: ${String(cause)}`);
	}
	const parsed = v.safeParse(file, json);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		return err(`networks.json: ${v.getDotPath(issue) ?? 'file'}: ${issue.message}`);
	}
	const networks = Object.entries(parsed.output.networks).map(([key, raw]) => choiceOf(key, raw));
	if (!networks.some((one) => one.name === parsed.output.default)) {
		return err(`networks.json: default: no network is named ${parsed.output.default}`);
	}
	return ok({ default: parsed.output.default, networks });
}

function choiceOf(key: string, raw: v.InferOutput<typeof network>): NetworkChoice {
	const { passphrase, rpc, explorer, deployed: contracts } = raw;
	return {
		...raw,
		name: key,
		explorer,
		friendbot: raw.friendbot,
		deployed: contracts && {
			...contracts,
			...{ name: key, passphrase, rpc, explorer },
			faucet: contracts.faucet
		}
	};
}

/** The text of networks.json for these networks: what `parseNetworks` reads back unchanged. */
export function formatNetworks(file: Networks): string {
	const networks = Object.fromEntries(
		file.networks.map(({ name: key, deployed: contracts, ...rest }) => [
			key,
			{ ...rest, deployed: contracts && contractsOf(contracts) }
		])
	);
	const text = JSON.stringify({ v: 1, default: file.default, networks }, undefined, '\t');
	return `${text.replace(LIST, onOneLine)}\n`;
}

/** The repository's formatter puts a list of strings on one line where it fits. */
const LIST = /^(\t*)(.*)\[\n((?:\t+"[^"\n]*",?\n)+)\t*\]/gm;
const LINE_LENGTH = 100;
const TAB_LENGTH = 2;
function onOneLine(list: string, tabs: string, before: string, items: string): string {
	const line = `${before}[${items.trim().replace(/\n\t+/g, ' ')}]`;
	const room = LINE_LENGTH - TAB_LENGTH * tabs.length;
	return line.length < room ? tabs + line : list;
}

function contractsOf({ registry, vault, faucet, usdc, native, tokens, pools, venues }: Network) {
	return { registry, vault, faucet, usdc, native, tokens, pools, venues };
}
