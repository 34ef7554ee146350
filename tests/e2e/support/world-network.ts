import type { Keypair } from '@stellar/stellar-sdk';
import { createAccountIntent, paymentIntent, trustIntent } from '#lib/chain/classic.ts';
import { importSigner } from '#lib/chain/signer.ts';
import type { Scene as WorldScene } from '#lib/deployment/world/stage.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import { WorldCommands, type WorldAct } from '#worker/world/commands.ts';
import { openWorld, type WorldFiles } from '#worker/world/open.ts';
import { pause } from '#worker/world/pause.ts';
import type { World, WorldView } from '#worker/world/world.ts';
import { loadContracts } from '../../../scripts/demo/load-wasm.ts';
import { loadSandboxModule } from '../../../scripts/sandbox-server/load-module.ts';
import { serve } from '../../../scripts/sandbox-server/server.ts';
import type { Ground, Means } from './scene.ts';

/** The world of `npm run sandbox` behind HTTP, for one test alone, with its owner's commands in the test's hand. */
export interface WorldNetwork extends Ground {
	readonly world: World;
	/** Throws with the reason if the world refuses. */
	command(act: WorldAct): Promise<void>;
	/** The oracle's price of XLM falls by so many percent. */
	crash(percent: number): Promise<void>;
	/** All house keepers on, or off. */
	house(on: boolean): Promise<void>;
	/** What its owner sees now. */
	view(): WorldView;
}

interface Options {
	/** Decides whether its house keepers are patient (1, 4, 5) or eager (2, 3), and who everybody is. */
	readonly seed?: string;
	readonly ledgerMs?: number;
}

const LEDGER_MS = 250;
const PERCENT_BPS = 100;

let files: Promise<WorldFiles> | undefined;

async function loadFiles(): Promise<WorldFiles> {
	const [sandbox, contracts] = await Promise.all([loadSandboxModule(), loadContracts()]);
	return { sandbox, contracts, build: 'local' };
}

export async function worldNetwork({
	seed = '1',
	ledgerMs = LEDGER_MS
}: Options = {}): Promise<WorldNetwork> {
	let seen: WorldView | undefined;
	const opened = await openWorld(seed, {
		...{ files: await (files ??= loadFiles()), ledgerMs, pause, store: undefined, now: Date.now },
		publish: (view) => {
			seen = view;
		},
		progress: () => undefined
	});
	if (!opened.ok) throw new Error(opened.error);
	const world = opened.value;
	await world.begin();
	const { host } = world;
	// the world drives the clock of its network; the server only answers
	const server = await serve({ dispatch: (body) => host.dispatch(body), tick: () => 0 }, 0);
	if (!server.ok) throw new Error(server.error);
	const commands = new WorldCommands(world);
	const command = async (act: WorldAct): Promise<void> => {
		const answer = await commands.run(act);
		if (!answer.ok) throw new Error(answer.error.detail);
	};
	return {
		url: `${server.value.url}/`,
		friendbot: `${server.value.url}/friendbot`,
		world,
		command,
		crash: (percent) =>
			command({
				kind: 'move-price',
				asset: world.scene.network.native.contract,
				bps: -percent * PERCENT_BPS
			}),
		async house(on) {
			for (const { party } of world.house) await command({ kind: 'house', name: party.name, on });
		},
		view() {
			world.publish();
			if (seen === undefined) throw new Error('nothing was published');
			return seen;
		},
		endow: (keypair, means) => give(world.scene, keypair, means),
		async close() {
			await server.value.close();
			await world.stop();
		}
	};
}

async function give(
	{ stage, funder, deployer, network }: WorldScene,
	keypair: Keypair,
	{ xlm, usdc }: Means
): Promise<void> {
	const address = keypair.publicKey();
	await stage.perform('found', funder, createAccountIntent(address, BigInt(xlm) * SCALE_7));
	if (usdc === undefined) return;
	const { code, issuer = '' } = network.usdc;
	const own = await importSigner(Uint8Array.from(keypair.rawSecretKey()));
	await stage.perform('trust', own, trustIntent(code, issuer));
	const gift = paymentIntent(address, code, issuer, BigInt(usdc) * SCALE_7);
	await stage.perform('give', deployer, gift);
}
