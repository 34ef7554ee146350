import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { loadSandboxModule } from './sandbox-server/load-module.ts';
import { HELP, parseOptions, type ServerOptions } from './sandbox-server/options.ts';
import { serve } from './sandbox-server/server.ts';

/** Runs a local network until it is interrupted. */
async function main(options: ServerOptions): Promise<number> {
	const host = SandboxHost.create(await loadSandboxModule(), {
		passphrase: SANDBOX_PASSPHRASE,
		seed: options.seed,
		closeTime: Math.floor(Date.now() / 1000),
		ledgerMs: options.ledgerMs,
		auto: options.auto,
		// Port 0 is known only once it is open, and the network begins before that.
		...(options.port > 0 && { friendbotUrl: `http://127.0.0.1:${options.port}/friendbot` })
	});
	if (!host.ok) return fail(host.error.detail, 1);
	const server = await serve(host.value, options.port);
	if (!server.ok) return fail(server.error, 1);
	console.log(`JSON-RPC    ${server.value.url}/`);
	console.log(`Friendbot   ${server.value.url}/friendbot?addr=G…`);
	console.log(`Passphrase  ${SANDBOX_PASSPHRASE}`);
	console.log(`Seed        ${options.seed}`);
	console.log(
		options.auto ? `A ledger closes every ${options.ledgerMs} ms.` : 'Ledgers close on request.'
	);
	await interrupted();
	await server.value.close();
	return 0;
}

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
