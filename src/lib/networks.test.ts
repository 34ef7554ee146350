import { expect, test } from 'vitest';
import { formatNetworks, parseNetworks, type Networks } from './networks.ts';

const contract = (letter: string) => `C${letter.repeat(55)}`;
const token = (letter: string) => ({
	contract: contract(letter),
	code: 'USDC',
	issuer: `G${'A'.repeat(55)}`,
	decimals: 7
});
const here = {
	name: 'sandbox',
	passphrase: 'p',
	rpc: ['http://127.0.0.1:8000/'],
	explorer: undefined
};
const file: Networks = {
	default: 'sandbox',
	networks: [
		{
			...here,
			title: 'Demo network',
			kind: 'rpc',
			test: true,
			friendbot: undefined,
			deployed: {
				...here,
				registry: contract('A'),
				vault: contract('B'),
				faucet: undefined,
				usdc: token('C'),
				native: { ...token('D'), code: 'XLM', issuer: undefined },
				tokens: [],
				pools: [
					{ name: 'x', contract: contract('E'), kind: 'lab', oracle: contract('F'), assets: [] }
				],
				venues: [
					{
						name: 'y',
						contract: contract('G'),
						kind: 'lab-amm',
						tokens: [contract('C'), contract('D')]
					}
				]
			}
		},
		{
			...{ ...here, name: 'bare', rpc: [] },
			...{ title: 'Bare', kind: 'embedded', test: true },
			...{ friendbot: undefined, deployed: undefined }
		}
	]
};
const raw = () => JSON.parse(formatNetworks(file)) as Record<string, unknown>;
const refused = (
	change: (json: {
		networks: { sandbox: Record<string, unknown> & { deployed: Record<string, unknown> } };
	}) => void
) => {
	const json = raw();
	change(json as never);
	const parsed = parseNetworks(JSON.stringify(json));
	return parsed.ok ? undefined : parsed.error;
};

test('what is written is read back unchanged', () => {
	expect(parseNetworks(formatNetworks(file))).toEqual({ ok: true, value: file });
});

test('an error names the place and what was expected there', () => {
	expect(refused((json) => (json.networks.sandbox.deployed['vault'] = 'C123'))).toBe(
		'networks.json: networks.sandbox.deployed.vault: expected a contract id (C…)'
	);
	expect(refused((json) => (json.networks.sandbox['rpc'] = ['nowhere']))).toBe(
		'networks.json: networks.sandbox.rpc.0: expected a URL'
	);
	expect(refused((json) => delete json.networks.sandbox['passphrase'])).toContain(
		'networks.sandbox.passphrase'
	);
});

test('an unknown field is a mistake, not a comment', () => {
	expect(refused((json) => (json.networks.sandbox.deployed['vualt'] = contract('B')))).toContain(
		'vualt'
	);
});

test('another version, a default nobody has, and no JSON are refused', () => {
	expect(parseNetworks(JSON.stringify({ ...raw(), v: 2 })).ok).toBe(false);
	expect(parseNetworks(JSON.stringify({ ...raw(), default: 'mainnet' }))).toEqual({
		ok: false,
		error: 'networks.json: default: no network is named mainnet'
	});
	expect(parseNetworks('<html>')).toMatchObject({ ok: false });
});
