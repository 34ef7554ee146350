import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { loadSandboxModule } from '../../../scripts/sandbox-server/load-module.ts';
import { serve } from '../../../scripts/sandbox-server/server.ts';

export interface LocalNetwork {
	/** With a slash at its end. */
	readonly url: string;
	close(): Promise<void>;
}

/** An empty network behind HTTP, with ledgers that close fast. */
export async function bareNetwork(
	passphrase = SANDBOX_PASSPHRASE,
	ledgerMs = 250
): Promise<LocalNetwork> {
	const host = SandboxHost.create(await loadSandboxModule(), {
		passphrase,
		seed: '1'.padStart(64, '0'),
		closeTime: Math.floor(Date.now() / 1_000),
		ledgerMs,
		auto: true
	});
	if (!host.ok) throw new Error(host.error.detail);
	const server = await serve(host.value, 0);
	if (!server.ok) throw new Error(server.error);
	return { url: `${server.value.url}/`, close: () => server.value.close() };
}
