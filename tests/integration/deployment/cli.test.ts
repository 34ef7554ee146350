import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keypair } from '@stellar/stellar-sdk';
import { afterEach, expect, test } from 'vitest';
import { httpTransport } from '#lib/chain/http-transport.ts';
import { jsonRpc } from '#lib/chain/json-rpc.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { accountKey } from '#lib/chain/ledger-keys.ts';
import { readAccount } from '#lib/chain/token-entries.ts';
import { readVault, vaultKeys } from '#lib/chain/vault-entries.ts';
import { formatNetworks, parseNetworks, type Network, type NetworkChoice } from '#lib/networks.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { loadSandboxModule } from '../../../scripts/sandbox-server/load-module.ts';
import { serve } from '../../../scripts/sandbox-server/server.ts';
import { DONE, runDeploy, type Ended } from '../../fixtures/run-deploy.ts';

const MAINNET = 'Public Global Stellar Network ; September 2015';
const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
	for (const undo of cleanUp.splice(0).reverse()) await undo();
});

async function httpSandbox(passphrase = SANDBOX_PASSPHRASE): Promise<string> {
	const host = SandboxHost.create(await loadSandboxModule(), {
		passphrase,
		seed: '3'.padStart(64, '0'),
		closeTime: 1_795_000_000,
		ledgerMs: 50,
		stepMs: 5_000,
		auto: true
	});
	if (!host.ok) throw new Error(host.error.detail);
	const server = await serve(host.value, 0);
	if (!server.ok) throw new Error(server.error);
	cleanUp.push(() => server.value.close());
	return `${server.value.url}/`;
}

/** A networks.json of its own for each test, in a folder of its own. */
async function networksFile(choice: Partial<NetworkChoice> & { name: string }): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'nectar-deploy-'));
	cleanUp.push(() => rm(folder, { recursive: true }));
	const file = join(folder, 'networks.json');
	const whole: NetworkChoice = {
		title: 'This computer',
		kind: 'rpc',
		test: true,
		passphrase: SANDBOX_PASSPHRASE,
		rpc: [],
		explorer: undefined,
		friendbot: undefined,
		deployed: undefined,
		...choice
	};
	await writeFile(file, formatNetworks({ default: choice.name, networks: [whole] }));
	return file;
}

async function entryOf(file: string, name: string): Promise<Network | undefined> {
	const parsed = parseNetworks(await readFile(file, 'utf8'));
	if (!parsed.ok) throw new Error(parsed.error);
	return parsed.value.networks.find((one) => one.name === name)?.deployed;
}

/** Transactions an account has sent, failed ones included: its sequence number began at ledger × 2³². */
async function sentBy(url: string, account: string): Promise<bigint> {
	const entries = await readEntries(
		jsonRpc(httpTransport(url)),
		[accountKey(account)],
		AbortSignal.timeout(5_000)
	);
	const state = entries.ok ? readAccount(entries.value, account) : entries;
	if (!state.ok || state.value === undefined) throw new Error(`no account ${account}`);
	return state.value.sequence & 0xffff_ffffn;
}

const doneIn = (output: string): string[] =>
	[...output.matchAll(/^done {4}(.*?) {2,}/gm)].map(([, title = '']) => title);

test('killed midway and started again, a deployment finishes without a second copy of anything', async () => {
	const url = await httpSandbox();
	const file = await networksFile({ name: 'local', rpc: [url] });
	const { secret, address } = newcomer();
	const args = ['--network', 'local', '--file', file, '--yes'];

	const killed: Ended[] = [];
	for (const times of [4, 7, 9]) killed.push(await runDeploy(args, secret, { text: DONE, times }));
	expect(killed.map(({ signal }) => signal)).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
	expect(await entryOf(file, 'local')).toBeUndefined();

	const finished = await runDeploy(args, secret);
	expect(finished.output).toContain('has the entry local');
	expect(finished.code).toBe(0);
	const entry = await entryOf(file, 'local');
	if (entry === undefined) throw new Error('no entry was written');
	const issuer = entry.usdc.issuer ?? '';

	// 39 transactions, of which the sandbox's root sends two; none of the rest twice, none in vain
	const last = await runDeploy(args, secret);
	expect(last.output).toContain('To do       0 of 39 transactions');
	expect((await sentBy(url, address)) + (await sentBy(url, issuer))).toBe(37n);
	const titles = [...killed, finished].flatMap(({ output }) => doneIn(output));
	expect(new Set(titles).size).toBe(titles.length);

	const rpc = jsonRpc(httpTransport(url));
	const keys = vaultKeys(entry.vault, entry.usdc.contract);
	const entries = await readEntries(rpc, keys, AbortSignal.timeout(5_000));
	const vault = entries.ok ? readVault(entries.value, entry.vault, entry.usdc.contract) : entries;
	expect(vault).toMatchObject({ ok: true, value: { open: true, totalShares: 100_000_000n } });
	expect(await readdir(join(file, '..'))).toEqual(['networks.json']);
});

test('what it will do and cost is printed before anything is sent, and without --yes nothing is', async () => {
	const url = await httpSandbox();
	const file = await networksFile({ name: 'local', rpc: [url] });
	const { secret, address } = newcomer();
	const asked = await runDeploy(['--network', 'local', '--file', file], secret);
	expect(asked.output).toContain(`Deployer    ${address}, which does not exist yet`);
	expect(asked.output).toContain('To do       39 of 39 transactions');
	expect(asked.output).toMatch(/upload nectar-vault +7\.\d\d XLM/);
	expect(asked.output).toMatch(/Fees +at most about \d+\.\d\d XLM/);
	expect(asked.output).toContain('Besides     1000.00 XLM for the issuer of the test tokens');
	expect(asked).toMatchObject({ code: 1 });
	expect(asked.output).toContain('nothing was done');
	await expect(sentBy(url, address)).rejects.toThrow('no account');
});

test('a network behind a URL gets an entry of its own, by the rules of test networks', async () => {
	const url = await httpSandbox('A standalone network ; of somebody else');
	const friendbot = `${url}friendbot`;
	const file = await networksFile({
		name: 'elsewhere',
		passphrase: 'A standalone network ; of somebody else',
		rpc: [url],
		friendbot
	});
	const { secret } = newcomer();
	const ran = await runDeploy(['--network', url, '--file', file, '--yes'], secret);
	expect(ran.output).toContain('Friendbot funds');
	expect(ran.code).toBe(0);
	const entry = await entryOf(file, 'elsewhere');
	if (entry === undefined) throw new Error('no entry was written');
	const keys = vaultKeys(entry.vault, entry.usdc.contract);
	const entries = await readEntries(jsonRpc(httpTransport(url)), keys, AbortSignal.timeout(5_000));
	const vault = entries.ok ? readVault(entries.value, entry.vault, entry.usdc.contract) : entries;
	expect(vault).toMatchObject({
		ok: true,
		value: {
			params: {
				cooldownSecs: 86_400,
				profitUnlockSecs: 86_400,
				minProfit: 5_000_000n,
				fillCapBps: 1_000,
				depositCap: 1_000_000_000_000n
			}
		}
	});
});

test('mainnet without a manifest is refused before anybody is asked for anything', async () => {
	const file = await networksFile({
		name: 'mainnet',
		test: false,
		passphrase: MAINNET,
		rpc: ['http://127.0.0.1:9/']
	});
	const ran = await runDeploy(['--network', 'mainnet', '--file', file, '--yes'], undefined);
	expect(ran.code).toBe(1);
	expect(ran.output).toContain('mainnet is real money: give --manifest FILE');
});

test('mainnet is known by its passphrase, whatever the file or the URL calls it', async () => {
	const url = await httpSandbox(MAINNET);
	const file = await networksFile({ name: 'harmless', passphrase: MAINNET, rpc: [url] });
	const { secret } = newcomer();
	for (const network of ['harmless', url]) {
		const ran = await runDeploy(['--network', network, '--file', file, '--yes'], secret);
		expect(ran.code).toBe(1);
		expect(ran.output).toContain('is real money: give --manifest FILE');
	}
});

test('a server of another network than the file says is refused', async () => {
	const url = await httpSandbox();
	const file = await networksFile({ name: 'testnet', passphrase: 'Test', rpc: [url] });
	const ran = await runDeploy(['--network', 'testnet', '--file', file, '--yes'], newcomer().secret);
	expect(ran.code).toBe(1);
	expect(ran.output).toContain(`${url} is the network “${SANDBOX_PASSPHRASE}”, not “Test”`);
});

test('a secret key among the arguments is refused and never repeated', async () => {
	const { secret } = newcomer();
	const ran = await runDeploy(['--network', 'local', secret], undefined);
	expect(ran.code).toBe(2);
	expect(ran.output).toContain('a secret key is no argument');
	expect(ran.output).not.toContain(secret);
});

function newcomer(): { secret: string; address: string } {
	const pair = Keypair.random();
	return { secret: pair.secret(), address: pair.publicKey() };
}
