import { err, ok, type Result } from '#lib/result.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { openWorld } from '#worker/world/open.ts';
import { pause } from '#worker/world/pause.ts';
import { loadContracts } from './demo/load-wasm.ts';
import { loadSandboxModule } from './sandbox-server/load-module.ts';
import { HELP, parseOptions, type ServerOptions } from './sandbox-server/options.ts';
import { serve } from './sandbox-server/server.ts';

/** Runs a local network until it is interrupted. */
async function main(options: ServerOptions): Promise<number> {
	const network = await (options.bare ? empty(options) : inhabited(options));
	if (!network.ok) return fail(network.error, 1);
	const server = await serve(network.value.served, options.port);
	if (server.ok) {
		tell(options, server.value.url);
		await interrupted();
		await server.value.close();
	}
	await network.value.stop();
	return server.ok ? 0 : fail(server.error, 1);
}

function tell({ bare, auto, seed, ledgerMs }: ServerOptions, url: string): void {
	console.log(`JSON-RPC    ${url}/`);
	console.log(`Friendbot   ${url}/friendbot?addr=G…`);
	console.log(`Passphrase  ${SANDBOX_PASSPHRASE}`);
	console.log(`Seed        ${seed}`);
	console.log(`People      ${bare ? 'nobody' : 'LPs, borrowers, a trader and two house keepers'}`);
	console.log(auto ? `A ledger closes every ${ledgerMs} ms.` : 'Ledgers close on request.');
}

interface Network {
	readonly served: Parameters<typeof serve>[0];
	stop(): Promise<void>;
}

async function empty(options: ServerOptions): Promise<Result<Network, string>> {
	const host = SandboxHost.create(await loadSandboxModule(), {
		passphrase: SANDBOX_PASSPHRASE,
		seed: options.seed,
		closeTime: Math.floor(Date.now() / 1000),
		ledgerMs: options.ledgerMs,
		auto: options.auto,
		// Port 0 is known only once it is open, and the network begins before that.
		...(options.port > 0 && { friendbotUrl: friendbotAt(options.port) })
	});
	if (!host.ok) return err(host.error.detail);
	return ok({ served: host.value, stop: () => Promise.resolve() });
}

/** The world of the page's demo, under a clock of its own. */
async function inhabited({
	seed,
	ledgerMs,
	port
}: ServerOptions): Promise<Result<Network, string>> {
	const files = {
		sandbox: await loadSandboxModule(),
		contracts: await loadContracts(),
		build: 'local'
	};
	const world = await openWorld(seed, {
		...{ files, ledgerMs, pause, store: undefined, now: Date.now },
		...{ publish: () => undefined, progress: () => undefined },
		...(port > 0 && { friendbotUrl: friendbotAt(port) })
	});
	if (!world.ok) return world;
	await world.value.begin();
	const { host } = world.value;
	const served = { dispatch: (body: string) => host.dispatch(body), tick: () => 0 };
	return ok({ served, stop: () => world.value.stop() });
}

const friendbotAt = (port: number): string => `http://127.0.0.1:${port}/friendbot`;

const interrupted = (): Promise<void> =>
	new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) {
			process.once(signal, () => {
				resolve();
			});
		}
	});

function fail(message: string, code: number): number {
	console.error(`sandbox: ${message}`);
	return code;
}

const options = parseOptions(process.argv.slice(2));
if (!options.ok) process.exitCode = fail(`${options.error} (see --help)`, 2);
else if (options.value.help) console.log(HELP);
else process.exitCode = await main(options.value).catch((cause: unknown) => fail(String(cause), 1));
