import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { readInstance } from '#lib/chain/contract-entries.ts';
import { sha256 } from '#lib/chain/hash.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { instanceKey, trustlineKey } from '#lib/chain/ledger-keys.ts';
import { readPoolConfig } from '#lib/chain/pool-entries.ts';
import { readTrustline } from '#lib/chain/token-entries.ts';
import type { Manifest } from '#lib/deployment/manifest.ts';
import { formatDecimal } from '#lib/math/format-decimal.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { MAINNET_PASSPHRASE } from './target.ts';

/** Circle's issuer of USDC on mainnet: https://developers.circle.com/stablecoins/usdc-contract-addresses */
const MAINNET_USDC_ISSUER = 'GA5ZSEJYB37JRC5AVCIA5MOP4RHTM335X2KGX3IHOJAPP5RE34K4KZVN';

/** Whether the manifest names the one USDC that is real there. */
export function realUsdc({ usdc }: Manifest, passphrase: string): Result<null, string> {
	if (passphrase !== MAINNET_PASSPHRASE) return ok(null);
	return usdc.code === 'USDC' && usdc.issuer === MAINNET_USDC_ISSUER
		? ok(null)
		: err(
				`on mainnet USDC is Circle’s, issued by ${MAINNET_USDC_ISSUER}; the manifest names ${usdc.code} of ${usdc.issuer}`
			);
}

/** Everything named stands on the network, the pools answer to the oracle named, and none of it is a stand-in of ours. */
export async function checkManifest(
	manifest: Manifest,
	rpc: JsonRpc,
	/** Our contracts for learning, by name. */
	standIns: ReadonlyMap<string, Uint8Array>,
	signal: AbortSignal
): Promise<Result<null, string>> {
	const named = [
		{ what: 'USDC', contract: manifest.usdc.contract },
		...manifest.tokens.map(({ code, contract }) => ({ what: code, contract })),
		...manifest.pools.flatMap(({ name, contract, oracle }) => [
			{ what: `pool ${name}`, contract },
			{ what: `oracle of ${name}`, contract: oracle }
		]),
		...manifest.routes.flatMap(({ venue, router, pools }) => [
			...(router === undefined ? [] : [{ what: `router of ${venue}`, contract: router }]),
			...(venue === 'aquarius'
				? []
				: pools.map((contract) => ({ what: `pool of ${venue}`, contract })))
		])
	];
	const keys = named.map(({ contract }) => instanceKey(contract));
	const entries = await readEntries(rpc, keys, signal);
	if (!entries.ok) return err(`cannot look for what the manifest names (${entries.error.kind})`);
	for (const { what, contract } of named) {
		const found = readInstance(entries.value, contract, what);
		if (!found.ok) return err('detail' in found.error ? found.error.detail : found.error.kind);
		if (found.value === undefined) return err(`${what}: no contract stands at ${contract}`);
		const { wasmHash } = found.value;
		for (const [name, wasm] of standIns) {
			if (wasmHash !== undefined && Buffer.compare(wasmHash, sha256(wasm)) === 0) {
				return err(
					`${what}: ${contract} is our ${name}, which is for learning and never beside real money`
				);
			}
		}
	}
	for (const { name, contract, oracle } of manifest.pools) {
		const config = readPoolConfig(entries.value, contract);
		if (!config.ok) return err(`pool ${name}: ${contract} is no pool of Blend`);
		if (config.value.oracle !== oracle) {
			return err(
				`pool ${name} reads the oracle ${config.value.oracle}, not ${oracle} as the manifest says`
			);
		}
	}
	return ok(null);
}

/** The seed comes out of the deployer's own USDC. */
export async function checkSeed(
	{ usdc, seed }: Manifest,
	deployer: string,
	rpc: JsonRpc,
	signal: AbortSignal
): Promise<Result<null, string>> {
	const { code, issuer } = usdc;
	const entries = await readEntries(rpc, [trustlineKey(deployer, code, issuer)], signal);
	if (!entries.ok) return err(`cannot read the deployer’s ${code} (${entries.error.kind})`);
	const held = readTrustline(entries.value, deployer, code, issuer);
	if (!held.ok) return err(`cannot read the deployer’s ${code} (${held.error.kind})`);
	if ((held.value ?? 0n) >= seed) return ok(null);
	const [has, needs] = [held.value ?? 0n, seed].map((amount) => formatDecimal(amount, 7));
	return err(`${deployer} has ${has} ${code}, and the seed of the vault takes ${needs}`);
}
