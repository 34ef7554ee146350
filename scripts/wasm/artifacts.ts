/** One wasm file that is committed. Paths are relative to the repository, with forward slashes. */
export type Artifact = {
	/** Cargo package; the file is `<name>.wasm`. */
	readonly name: string;
	readonly kind: 'contract' | 'sandbox';
	/** Cargo workspace that builds it. */
	readonly workspace: 'contracts' | 'sandbox';
	readonly folder: string;
	/** Folder that receives the wasm and lists it in its manifest. */
	readonly output: string;
};

const SHIPPED = 'static/wasm';
const FIXTURES = 'tests/fixtures/wasm';

const CONTRACTS = [
	'keeper-registry',
	'nectar-vault',
	'fill-batcher',
	'release-list',
	'liquidation-lab',
	'mock-oracle',
	'lab-amm',
	'faucet'
];

/** Adapters of `contracts/venues`, one for each DEX; the crate is `<name>-venue`. */
const VENUES = ['aquarius', 'comet', 'soroswap'];

/** Contracts that only the tests of the local network deploy; below contracts/tests. */
const TEST_CONTRACTS = [
	'conformance-probe',
	'stand-in-aquarius-pool',
	'stand-in-aquarius-router',
	'stand-in-soroswap-pair',
	'stand-in-soroswap-router'
];

/** In the order in which they are built. */
export const ARTIFACTS: readonly Artifact[] = [
	...CONTRACTS.map((name) => contract(name, `contracts/${name}`, SHIPPED)),
	...VENUES.map((name) => contract(`${name}-venue`, `contracts/venues/${name}`, SHIPPED)),
	{
		name: 'sandbox',
		kind: 'sandbox',
		workspace: 'sandbox',
		folder: 'sandbox',
		output: SHIPPED
	},
	...TEST_CONTRACTS.map((name) => contract(name, `contracts/tests/${name}`, FIXTURES))
];

function contract(name: string, folder: string, output: string): Artifact {
	return { name, kind: 'contract', workspace: 'contracts', folder, output };
}
