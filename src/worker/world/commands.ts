import { addBorrower } from '#lib/deployment/world/populate.ts';
import { movePrice } from '#lib/deployment/world/market.ts';
import { StageError } from '#lib/deployment/world/stage.ts';
import { personSigner } from '#lib/deployment/world/townsfolk.ts';
import type { Token } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import type { CommandAnswer, WorldCommand } from '../sandbox-protocol.ts';
import type { World } from './world.ts';

/** Slower than any public network, and as fast as a tab can follow. */
const LEDGER_MS = { least: 50, most: 60_000 };
const MOST_STEPS = 1_000;
const MOST_WARP_SECS = 366 * 24 * 3_600;
const BPS = 10_000;

export type WorldAct = Exclude<WorldCommand, { readonly kind: 'reset' }>;

/** Carries commands out: those that change the clock at once, those that send transactions one after the other. */
export class WorldCommands {
	readonly #world: World;
	#last: Promise<unknown> = Promise.resolve();

	constructor(world: World) {
		this.#world = world;
	}

	async run(command: WorldAct): Promise<CommandAnswer> {
		const answer = await this.#carryOut(command);
		this.#world.publish();
		return answer.ok ? ok(null) : err({ kind: 'failed', detail: answer.error });
	}

	#carryOut(command: WorldAct): Promise<Result<null, string>> {
		const world = this.#world;
		switch (command.kind) {
			case 'set-price':
				return this.#act(() => this.#price(command.asset, () => command.price, 'set by hand'));
			case 'move-price': {
				const factor = BigInt(BPS + command.bps);
				const why = `${command.bps < 0 ? 'falls' : 'rises'} by ${Math.abs(command.bps) / 100} %`;
				return this.#act(() =>
					this.#price(command.asset, (old) => (old * factor) / BigInt(BPS), why)
				);
			}
			case 'create-borrower':
				return this.#act(() => this.#borrower(command.collateral, command.debt));
			case 'speed': {
				const { ledgerMs } = command;
				const { least, most } = LEDGER_MS;
				if (!isWhole(ledgerMs, least, most)) {
					return refused(`a ledger takes from ${least} to ${most} ms`);
				}
				return done(world.run(ledgerMs));
			}
			case 'pause':
				return done(world.halt());
			case 'step':
				if (!isWhole(command.ledgers, 1, MOST_STEPS)) {
					return refused(`a step is from 1 to ${MOST_STEPS} ledgers`);
				}
				return done(world.close(command.ledgers));
			case 'warp':
				if (!isWhole(command.seconds, 1, MOST_WARP_SECS)) {
					return refused(`time goes forward by 1 second to 366 days`);
				}
				return done(world.warp(command.seconds));
			case 'house': {
				const keeper = world.house.find(({ party }) => party.name === command.name);
				if (keeper === undefined) return refused(`no house keeper is called ${command.name}`);
				return done(world.switchHouse(keeper, command.on));
			}
			case 'arbitrage':
				world.arbitrage = command.on;
				return Promise.resolve(ok(null));
			case 'friendbot':
				return world.befriend(command.address);
		}
	}

	/** After whatever was asked before: all of it is signed by the same few accounts. */
	#act(run: () => Promise<Result<null, string>>): Promise<Result<null, string>> {
		const after = this.#last.then(async () => {
			try {
				return await run();
			} catch (cause) {
				if (cause instanceof StageError) return err(cause.message);
				throw cause;
			}
		});
		this.#last = after.catch(() => undefined);
		return after;
	}

	async #price(
		asset: string,
		move: (old: bigint) => bigint,
		why: string
	): Promise<Result<null, string>> {
		const token = this.#token(asset);
		if (token === undefined) return err(`the pool has no asset ${asset}`);
		await movePrice(this.#world.scene, move, why, token);
		return ok(null);
	}

	async #borrower(collateral: bigint, debt: bigint): Promise<Result<null, string>> {
		if (collateral <= 0n || debt <= 0n) return err('collateral and debt are above 0');
		const { scene, seed, people } = this.#world;
		const name = `borrower-${people.filter(({ role }) => role === 'borrower').length + 1}`;
		// without the ledger a borrower whose loan failed would leave its account in the way of the next one
		const { ledger } = await scene.stage.head();
		const signer = await personSigner(seed, `${name} of ${ledger}`);
		await addBorrower(scene, { name, signer, collateral, debt });
		this.#world.addPerson({ name, role: 'borrower', address: signer.address });
		return ok(null);
	}

	#token(contract: string): Token | undefined {
		const { usdc, native, tokens } = this.#world.scene.network;
		return [usdc, native, ...tokens].find((token) => token.contract === contract);
	}
}

const isWhole = (value: number, least: number, most: number): boolean =>
	Number.isSafeInteger(value) && value >= least && value <= most;

const refused = (detail: string): Promise<Result<null, string>> => Promise.resolve(err(detail));

async function done(work: Promise<void>): Promise<Result<null, string>> {
	await work;
	return ok(null);
}
