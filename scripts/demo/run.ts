import type { BlendFiles } from '#lib/deployment/blend-steps.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { readBooks } from './books.ts';
import { castOf, keeperNames, tokenNames } from '#lib/deployment/world/cast.ts';
import { feedLine } from '#lib/keeper/feed-line.ts';
import { LineFeed } from './line-feed.ts';
import { followOracle, movePrice } from '#lib/deployment/world/market.ts';
import type { DemoOptions } from './options.ts';
import { prologue } from '#lib/deployment/world/prologue.ts';
import { Race } from './race.ts';
import { sentBy } from './receipts.ts';
import { openScene } from './scene.ts';
import { reportOf, type Report } from './report.ts';
import type { SandboxNetwork } from './sandbox-network.ts';
import { StageError } from '#lib/deployment/world/stage.ts';
import type { FeedLine } from '#lib/keeper/feed-line.ts';
import { DrivenStage } from './driven-stage.ts';

/** Ledgers after which a race that has not ended is given up: a whole auction and its deletion. */
const MAX_LEDGERS = 600;
/** Ledgers the keepers get to find something to do. */
const PATIENCE_LEDGERS = 4;

/** Where a run takes place. */
export interface Grounds {
	readonly sandbox: SandboxNetwork;
	/** With Blend's wasm the pool is a real one. */
	readonly blend: BlendFiles | undefined;
}

/** A whole run: deployment, people, fall, race, and the books before and after. */
export async function run(
	options: DemoOptions,
	{ sandbox, blend }: Grounds,
	tell: (line: FeedLine) => void
): Promise<Result<Report, string>> {
	const feed = new LineFeed(keeperNames(options.keepers), tell);
	try {
		return await perform(options, { sandbox, blend }, (line) => {
			feed.add(line);
		});
	} catch (cause) {
		if (cause instanceof StageError) return err(cause.message);
		throw cause;
	} finally {
		feed.flush();
	}
}

async function perform(
	options: DemoOptions,
	{ sandbox, blend }: Grounds,
	tell: (line: FeedLine) => void
): Promise<Result<Report, string>> {
	const stage = new DrivenStage(sandbox, tell);
	const scene = await openScene(stage, { blend });
	const cast = await castOf(options.seed, sandbox.info.latestLedger, options.keepers);
	await prologue(scene, cast);

	const before = await readBooks(scene, cast.keepers);
	const race = new Race(scene, cast.keepers, { routeCount: before.vault.routeCount });
	const nameOf = tokenNames(scene.network);
	const told = race.racers.map(() => 0);
	const tellNews = () => {
		for (const [index, racer] of race.racers.entries()) {
			for (const item of racer.feed.slice(told[index])) {
				tell(feedLine(racer.party.name, item, nameOf));
			}
			told[index] = racer.feed.length;
		}
	};
	await race.settled();
	tellNews();
	stage.onClose(async () => {
		await race.look();
		tellNews();
	});
	const fallen = BigInt(10_000 - options.priceDropBps);
	const percent = String(options.priceDropBps / 100);
	await movePrice(scene, (old) => (old * fallen) / 10_000n, `falls by ${percent} %`);
	await followOracle(scene);
	const ended = await untilQuiet(stage, race);
	stage.onClose(() => Promise.resolve());
	await race.stop();
	if (!ended.ok) return ended;

	const after = await readBooks(scene, cast.keepers);
	await stage.warp(after.vault.unlockSecs + 1);
	const vested = await readBooks(scene, cast.keepers);
	const sent = [];
	for (const racer of race.racers) sent.push(await sentBy(scene, racer));
	return ok(reportOf(race.racers, sent, { before, after, vested }));
}

/** Closes ledgers until somebody has won and nothing is left to do. */
async function untilQuiet(stage: DrivenStage, race: Race): Promise<Result<null, string>> {
	for (let closed = 0; closed < MAX_LEDGERS; closed += 1) {
		await stage.closeLedger();
		if (!race.isQuiet) continue;
		const acted = race.racers.some(({ feed }) => feed.some(({ kind }) => kind === 'sent'));
		if (acted) return ok(null);
		if (closed >= PATIENCE_LEDGERS) {
			return err('the fall made no position liquidatable: nothing to race for');
		}
	}
	return err(`the race did not end within ${MAX_LEDGERS} ledgers`);
}
