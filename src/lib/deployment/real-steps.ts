import { contractId, assetContractId } from '#lib/chain/contract-id.ts';
import { address, bytes, struct, vec } from '#lib/chain/scval.ts';
import type { Network, Token } from '#lib/networks.ts';
import { coreArgs, createStep, uploadStep } from './contract-steps.ts';
import type { Manifest, ManifestRoute, ManifestToken, VenueName } from './manifest.ts';
import { TOKEN_DECIMALS, type VaultRules } from './plan.ts';
import { rentStep } from './rent-step.ts';
import { salt } from './salt.ts';
import type { Step } from './step.ts';
import { setupSteps } from './vault-steps.ts';

/** What is deployed beside real money: registry, vault, and adapters of the exchanges. No pool, oracle, exchange or faucet of ours. */
export type RealWasmName = 'keeper-registry' | 'nectar-vault' | `${VenueName}-venue`;
export type RealWasm = Readonly<Record<RealWasmName, Uint8Array>>;

/** Most bytes of events of one leg, by the number of steps, for asset codes of any length: docs/contracts.md has the measurements. */
const EVENT_BYTES: Readonly<Record<VenueName, readonly [number, number]>> = {
	soroswap: [1_792, 2_592],
	aquarius: [2_220, 3_472],
	comet: [1_252, 1_252]
};

/** One adapter for each router: it is sealed into it. */
interface Adapter {
	readonly venue: VenueName;
	readonly router: string | undefined;
	readonly contract: string;
	readonly title: string;
}

export interface RealDeployment {
	readonly steps: readonly Step[];
	/** The entry of networks.json once every step is done. */
	readonly network: Network;
}

export function realDeployment(
	manifest: Manifest,
	rules: Omit<VaultRules, 'seed'>,
	about: Pick<Network, 'name' | 'passphrase' | 'rpc' | 'explorer'>,
	deployer: string,
	wasm: RealWasm
): RealDeployment {
	const { passphrase } = about;
	const at = (name: string) => contractId(passphrase, deployer, salt(name));
	const adapters = adaptersOf(manifest.routes, at);
	const core = {
		registry: at('registry'),
		vault: at('vault'),
		usdc: manifest.usdc.contract,
		native: assetContractId(passphrase)
	};
	const party = { deployer };
	const args = coreArgs(rules, core, party);
	const files = [...new Set(adapters.map(({ venue }) => `${venue}-venue` as const))];
	return {
		steps: [
			...(['keeper-registry', 'nectar-vault', ...files] as const).map((name) =>
				uploadStep(name, wasm[name])
			),
			createStep(party, 'registry', core.registry, wasm['keeper-registry'], args.registry),
			createStep(party, 'vault', core.vault, wasm['nectar-vault'], args.vault),
			...adapters.map(({ venue, router, contract, title }) =>
				createStep(
					party,
					title,
					contract,
					wasm[`${venue}-venue`],
					router === undefined ? [] : [address(router)]
				)
			),
			...adapters.map(({ venue, contract, title }) =>
				rentStep(title, contract, wasm[`${venue}-venue`])
			),
			...setupSteps(
				{
					vault: core.vault,
					usdc: core.usdc,
					pools: manifest.pools,
					assets: tradedBy(manifest).map(({ code, contract }) => ({ name: code, contract })),
					routes: manifest.routes.map((route) => ({
						name: `${route.venue}: ${codesOf(manifest, route).join(' → ')}`,
						token: route.path[0] ?? '',
						venue: adapterOf(adapters, route).contract,
						eventBytes: EVENT_BYTES[route.venue][route.pools.length > 1 ? 1 : 0],
						data: routeData(route)
					})),
					seed: manifest.seed
				},
				party
			)
		],
		network: {
			...about,
			registry: core.registry,
			vault: core.vault,
			faucet: undefined,
			usdc: tokenOf(manifest.usdc),
			native: tokenOf({ contract: core.native, code: 'XLM', issuer: undefined }),
			tokens: manifest.tokens.filter(({ issuer }) => issuer !== undefined).map(tokenOf),
			pools: manifest.pools.map((pool) => ({ ...pool, kind: 'blend' })),
			venues: [] // the list is of pairs of our own; the vault itself knows its routes
		}
	};
}

const tokenOf = ({ contract, code, issuer }: ManifestToken): Token => ({
	contract,
	code,
	issuer,
	decimals: TOKEN_DECIMALS
});

const tradedBy = ({ tokens, routes }: Manifest): readonly ManifestToken[] =>
	tokens.filter(({ contract }) => routes.some(({ path }) => path[0] === contract));

const codesOf = ({ usdc, tokens }: Manifest, { path }: ManifestRoute): readonly string[] =>
	path.map((id) => [usdc, ...tokens].find(({ contract }) => contract === id)?.code ?? id);

function adaptersOf(
	routes: readonly ManifestRoute[],
	at: (name: string) => string
): readonly Adapter[] {
	const byTitle = new Map<string, Adapter>();
	for (const { venue, router } of routes) {
		const title = titleOf(venue, router);
		byTitle.set(title, { venue, router, title, contract: at(title) });
	}
	return [...byTitle.values()];
}

function adapterOf(adapters: readonly Adapter[], { venue, router }: ManifestRoute): Adapter {
	const title = titleOf(venue, router);
	const found = adapters.find((adapter) => adapter.title === title);
	if (found === undefined) throw new Error(`expected an adapter ${title}`);
	return found;
}

const titleOf = (venue: VenueName, router: string | undefined): string =>
	router === undefined ? `venue ${venue}` : `venue ${venue} ${router}`;

/** As the adapters read it: tokens, and by which name the exchange knows the pool of each step. */
const routeData = ({ venue, path, pools }: ManifestRoute): Uint8Array =>
	struct({
		path: vec(path.map(address)),
		pools: vec(pools.map((pool) => (venue === 'aquarius' ? bytes(fromHex(pool)) : address(pool))))
	}).toXdr();

const fromHex = (text: string): Uint8Array =>
	Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
