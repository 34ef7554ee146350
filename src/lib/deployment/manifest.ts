import * as v from 'valibot';
import { isAccount, isContract } from '#lib/chain/strkey.ts';
import { assetContractId } from '#lib/chain/contract-id.ts';
import { parseDecimal } from '#lib/math/parse-decimal.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import { err, ok, type Result } from '#lib/result.ts';

/*
 * What a deployment beside real money rests on, named by a person: nothing here is found out or made up. Our own contracts are
 * not in it, their addresses follow from the deployer.
 */

/** Exchanges that we have an adapter for. */
export type VenueName = 'soroswap' | 'aquarius' | 'comet';

export interface ManifestToken {
	readonly contract: string;
	readonly code: string;
	/** `undefined` = XLM. */
	readonly issuer: string | undefined;
}
export interface ManifestRoute {
	readonly venue: VenueName;
	/** The exchange's entry point; a Comet pool has none. */
	readonly router: string | undefined;
	/** From the token that is traded to USDC. */
	readonly path: readonly string[];
	/** One for each step: contract ids, or for Aquarius pool indexes in hex. */
	readonly pools: readonly string[];
}
export interface Manifest {
	readonly usdc: ManifestToken & { readonly issuer: string };
	/** What pools lend besides USDC, XLM included. */
	readonly tokens: readonly ManifestToken[];
	readonly pools: readonly {
		readonly name: string;
		readonly contract: string;
		readonly oracle: string;
		readonly assets: readonly string[];
	}[];
	readonly routes: readonly ManifestRoute[];
	/** USDC, 7 decimals. */
	readonly seed: bigint;
}

/** The vault refuses a smaller one. */
const LEAST_SEED = 10n * SCALE_7;
const DECIMALS = 7;
const MAX_STEPS = 2;

const contract = v.pipe(v.string(), v.check(isContract, 'expected a contract id (C…)'));
const account = v.pipe(v.string(), v.check(isAccount, 'expected an account (G…)'));
const name = v.pipe(v.string(), v.nonEmpty('expected a name'));
const code = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,12}$/, 'expected an asset code'));
const some = 'expected at least one';
const path = v.pipe(
	v.array(contract),
	v.minLength(2, 'expected the token first and USDC last'),
	v.maxLength(MAX_STEPS + 1, 'expected at most two steps')
);
const hex32 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'expected 64 hex digits'));
const route = v.variant('venue', [
	v.strictObject({
		venue: v.literal('soroswap'),
		router: contract,
		path,
		pools: v.array(contract)
	}),
	v.strictObject({
		venue: v.literal('aquarius'),
		router: contract,
		path,
		pools: v.array(hex32)
	}),
	v.strictObject({
		venue: v.literal('comet'),
		path: v.pipe(path, v.maxLength(2, 'expected the token and USDC')),
		pools: v.array(contract)
	})
]);
const schema = v.strictObject({
	v: v.literal(1),
	usdc: v.strictObject({ contract, code, issuer: account }),
	tokens: v.pipe(
		v.array(v.strictObject({ contract, code, issuer: v.optional(account) })),
		v.minLength(1, some)
	),
	pools: v.pipe(
		v.array(
			v.strictObject({
				name,
				contract,
				oracle: contract,
				assets: v.pipe(v.array(contract), v.minLength(1, some))
			})
		),
		v.minLength(1, some)
	),
	routes: v.pipe(v.array(route), v.minLength(1, some)),
	seed: v.string('expected an amount of USDC as text, as "10"')
});

/** Reads a manifest for the network of that passphrase. The error names the place and what was expected there. */
export function parseManifest(text: string, passphrase: string): Result<Manifest, string> {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch (cause) {
		return err(`the manifest is not JSON: ${String(cause)}`);
	}
	const parsed = v.safeParse(schema, json);
	if (!parsed.success) {
		const [issue] = parsed.issues;
		return err(`the manifest: ${v.getDotPath(issue) ?? 'file'}: ${issue.message}`);
	}
	const { seed: seedText, usdc, tokens, pools, routes } = parsed.output;
	const seed = parseDecimal(seedText, DECIMALS);
	if (!seed.ok || seed.value < LEAST_SEED) {
		return err('the manifest: seed: expected at least "10", with a decimal point if any');
	}
	const manifest: Manifest = {
		usdc,
		tokens: tokens.map((token) => ({ ...token, issuer: token.issuer })),
		pools,
		routes: routes.map((one) => ({ router: undefined, ...one })),
		seed: seed.value
	};
	const wrong = contradiction(manifest, passphrase);
	return wrong === undefined ? ok(manifest) : err(`the manifest: ${wrong}`);
}

/** What the parts say about each other. */
function contradiction(manifest: Manifest, passphrase: string): string | undefined {
	const { usdc, tokens, pools, routes } = manifest;
	for (const { contract: stated, code: asset, issuer } of [usdc, ...tokens]) {
		const native = issuer === undefined;
		if (native && asset !== 'XLM') return `tokens: ${asset} has no issuer`;
		const found = native ? assetContractId(passphrase) : assetContractId(passphrase, asset, issuer);
		if (found !== stated)
			return `the contract of ${asset} is ${found} on this network, not ${stated}`;
	}
	const known = new Set([usdc, ...tokens].map((token) => token.contract));
	for (const pool of pools) {
		const strange = pool.assets.find((asset) => !known.has(asset));
		if (strange !== undefined) return `pool ${pool.name}: ${strange} is not among the tokens`;
	}
	for (const [index, { path: tokensOf, pools: stepsOf }] of routes.entries()) {
		const [first = ''] = tokensOf;
		if (first === usdc.contract || !known.has(first)) {
			return `routes.${index}: the path begins with a token of the list other than USDC`;
		}
		if (tokensOf.at(-1) !== usdc.contract) return `routes.${index}: the path ends with USDC`;
		if (stepsOf.length !== tokensOf.length - 1) return `routes.${index}: one pool for each step`;
	}
	return undefined;
}
