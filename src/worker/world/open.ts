import { jsonRpc } from '#lib/chain/json-rpc.ts';
import { readEntries } from '#lib/chain/ledger-entries.ts';
import { readVault, vaultKeys } from '#lib/chain/vault-entries.ts';
import { addressesOf, networkEntry } from '#lib/deployment/addresses.ts';
import type { WasmFiles } from '#lib/deployment/contract-steps.ts';
import { SANDBOX_PLAN } from '#lib/deployment/plan.ts';
import { sandboxSigners } from '#lib/deployment/sandbox-signers.ts';
import { townsfolk } from '#lib/deployment/world/townsfolk.ts';
import type { ReadError } from '#lib/keeper/ports.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { parseSeed, SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { inProcessTransport } from '#lib/sandbox/transport.ts';
import type { StoredWorld, WorldStore } from '#lib/storage/world-store.ts';
import { DEFAULT_SEED } from '../sandbox-protocol.ts';
import { ABOUT, buildWorld, type BuildProgress } from './build.ts';
import { sandboxControls } from './controls.ts';
import { WorldLog } from './log.ts';
import { LoggedNetwork } from './logged-network.ts';
import { parseNote, type WorldNote } from './note.ts';
import { World, type WorldPorts } from './world.ts';

/** Twenty ledgers in the time of one of the public networks: an auction's first half takes less than a minute. */
const LEDGER_MS = 250;
/** While a world is built a ledger adds a second to ledger time, and there are fewer than this many. */
const BUILD_STEP_MS = 1_000;
const BUILD_SECS = 900;

export interface WorldFiles {
	readonly sandbox: WebAssembly.Module;
	readonly contracts: WasmFiles;
	/** Names the build of all of them together. */
	readonly build: string;
}

export interface OpenPorts extends Omit<WorldPorts, 'log'> {
	readonly files: WorldFiles;
	/** Without one the world lives as long as its process. */
	readonly store: WorldStore | undefined;
	readonly progress: BuildProgress;
	/** Pace of a new world. */
	readonly ledgerMs?: number;
	/** What `getNetwork` names; only a server has one. */
	readonly friendbotUrl?: string;
}

/** Goes on with the world that the store has, or builds one: for another seed, or if there is none that this build can read. */
export async function openWorld(
	seedText: string | undefined,
	ports: OpenPorts
): Promise<Result<World, string>> {
	const seed = parseSeed(seedText ?? DEFAULT_SEED);
	if (seed === undefined) {
		return err(`a seed is a whole number or 64 hex digits, not “${seedText ?? ''}”`);
	}
	const stored = await ports.store?.load();
	const found = stored?.ok === true ? stored.value : undefined;
	if (found?.build === ports.files.build && (seedText === undefined || seed === found.seed)) {
		const resumed = await resume(found, ports);
		if (resumed.ok) return resumed;
	}
	return build(seed, ports);
}

/** Brings a world back as it was when its last owner wrote to the store. */
async function resume(stored: StoredWorld, ports: OpenPorts): Promise<Result<World, string>> {
	const note = parseNote(stored.note);
	if (note === undefined) return err('what is kept is of another build');
	ports.progress('bring the network back', 1, 2);
	const host = genesis(stored.seed, ports);
	if (!host.ok) return host;
	const restored = host.value.restore(stored.snapshot);
	if (!restored.ok) return err(restored.error.detail);
	for (const body of stored.journal) host.value.dispatch(body);
	const info = await sandboxControls(jsonRpc(inProcessTransport(host.value))).info();
	if (!info.ok) return err('the network that was kept does not answer');
	const { auto, ledgerMs } = info.value;
	return enliven(stored.seed, host.value, note, auto ? ledgerMs : undefined, ports);
}

async function build(seed: string, ports: OpenPorts): Promise<Result<World, string>> {
	const host = genesis(seed, ports);
	if (!host.ok) return host;
	const people = await townsfolk(seed);
	const note = await buildWorld(host.value, people, ports.files.contracts, ports.progress);
	if (!note.ok) return note;
	const world = await enliven(seed, host.value, note.value, ports.ledgerMs ?? LEDGER_MS, ports);
	if (world.ok) await world.value.ripen();
	return world;
}

function genesis(
	seed: string,
	{ files, now, friendbotUrl }: OpenPorts
): Result<SandboxHost, string> {
	const host = SandboxHost.create(files.sandbox, {
		...{ passphrase: SANDBOX_PASSPHRASE, seed, auto: false },
		closeTime: Math.floor(now() / 1_000) - BUILD_SECS,
		stepMs: BUILD_STEP_MS,
		...(friendbotUrl !== undefined && { friendbotUrl })
	});
	return host.ok ? host : err(host.error.detail);
}

/** Gives a network its people back, and writes down from here on what happens in it. */
async function enliven(
	seed: string,
	host: SandboxHost,
	note: WorldNote,
	ledgerMs: number | undefined,
	ports: OpenPorts
): Promise<Result<World, string>> {
	const signers = await sandboxSigners(SANDBOX_PASSPHRASE);
	const { deployer, issuer } = signers;
	const parties = { deployer: deployer.address, issuer: issuer.address };
	const addresses = addressesOf(SANDBOX_PLAN, SANDBOX_PASSPHRASE, parties);
	const about = { ...ABOUT, passphrase: SANDBOX_PASSPHRASE };
	const contracts = networkEntry(SANDBOX_PLAN, addresses, about, 'lab');
	const rpc = jsonRpc(inProcessTransport(host));
	const { vault, usdc } = contracts;
	const keys = vaultKeys(vault, usdc.contract);
	const entries = await readEntries(rpc, keys, new AbortController().signal);
	const read = entries.ok ? readVault(entries.value, vault, usdc.contract) : entries;
	if (!read.ok) return err(unreadable(read.error));
	const { trader, house } = await townsfolk(seed);
	const { store, now } = ports;
	const log =
		store &&
		new WorldLog(
			store,
			{
				...{ build: ports.files.build, seed },
				snapshot: () => host.snapshot(),
				note: () => world.note
			},
			{
				now,
				trouble: (reason) => {
					world.forgets(reason);
				}
			}
		);
	const world: World = new World(
		{
			...{ seed, contracts, ...signers, trader, house, note, ledgerMs },
			network: new LoggedNetwork(host, log),
			routeCount: read.value.routeCount
		},
		{ ...ports, log }
	);
	return ok(world);
}

const unreadable = (error: ReadError): string =>
	`the vault of the network cannot be read: ${error.kind === 'malformed' ? error.detail : error.kind}`;
