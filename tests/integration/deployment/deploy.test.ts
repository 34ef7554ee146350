import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { sha256 } from '#lib/chain/hash.ts';
import { deploy, type DeploymentPorts } from '#lib/deployment/deploy.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { formatNetworks, parseNetworks } from '#lib/networks.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { loadContracts } from '../../../scripts/demo/load-wasm.ts';
import { inProcess } from '../../../scripts/demo/sandbox-network.ts';
import { DrivenStage } from '../../../scripts/demo/driven-stage.ts';

const ABOUT = { name: 'sandbox', rpc: [], explorer: undefined };

async function openPorts(seed: string, log: string[] = []): Promise<DeploymentPorts> {
	const sandbox = await inProcess(seed.padStart(64, '0'));
	if (!sandbox.ok) throw new Error(sandbox.error);
	return {
		chain: new DrivenStage(sandbox.value, () => undefined).chain,
		signers: await sandboxSigners(SANDBOX_PASSPHRASE),
		wasm: await loadContracts(),
		progress: (title, state) => log.push(`${state}: ${title}`)
	};
}

test('the sandbox’s addresses are constants, and networks.json has them', async () => {
	const deployed = await deploy(
		SANDBOX_PLAN,
		ABOUT,
		await openPorts('5'),
		AbortSignal.timeout(60_000)
	);
	if (!deployed.ok) throw new Error(JSON.stringify(deployed.error));
	const text = await readFile(new URL('../../../static/networks.json', import.meta.url), 'utf8');
	const file = parseNetworks(text);
	if (!file.ok) throw new Error(file.error);
	const committed = file.value.networks.find(({ name }) => name === 'sandbox');
	expect(committed?.deployed).toEqual(deployed.value.network);
	expect(file.value.default).toBe('sandbox');
	expect(formatNetworks(file.value)).toBe(text);
});

test('running a finished deployment again changes nothing', async () => {
	const log: string[] = [];
	const ports = await openPorts('6', log);
	const first = await deploy(SANDBOX_PLAN, ABOUT, ports, AbortSignal.timeout(60_000));
	const steps = log.length;
	expect(log.every((line) => line.startsWith('done: '))).toBe(true);
	const second = await deploy(SANDBOX_PLAN, ABOUT, ports, AbortSignal.timeout(60_000));
	expect(log.slice(steps)).toEqual(
		log.slice(0, steps).map((line) => line.replace('done', 'skipped'))
	);
	expect(second).toEqual(first);
});

test('an interrupted deployment goes on where it stopped', async () => {
	const log: string[] = [];
	const ports = await openPorts('7', log);
	for (const stopAfter of [3, 9, 17, 24, 31]) {
		const stop = new AbortController();
		const interrupted = await deploy(
			SANDBOX_PLAN,
			ABOUT,
			{
				...ports,
				progress: (title, state) => {
					log.push(`${state}: ${title}`);
					if (log.filter((line) => line.startsWith('done')).length >= stopAfter) stop.abort();
				}
			},
			stop.signal
		);
		expect(interrupted.ok).toBe(false);
	}
	const finished = await deploy(SANDBOX_PLAN, ABOUT, ports, AbortSignal.timeout(60_000));
	expect(finished.ok).toBe(true);
	const done = log.filter((line) => line.startsWith('done'));
	expect(new Set(done).size).toBe(done.length);
});

test('no address depends on the bytes of a contract', async () => {
	const ports = await openPorts('8');
	expect(sha256(ports.wasm['nectar-vault'])).not.toEqual(sha256(ports.wasm.faucet));
	const first = await deploy(SANDBOX_PLAN, ABOUT, ports, AbortSignal.timeout(60_000));
	const other = await openPorts('9');
	const second = await deploy(SANDBOX_PLAN, ABOUT, other, AbortSignal.timeout(60_000));
	if (!first.ok || !second.ok) throw new Error('a deployment failed');
	expect(second.value.network).toEqual(first.value.network);
});
