import { cpus } from 'node:os';
import { clocked, kb, ms, spread } from './bench/measure.ts';
import { costOfRace, type RaceCost } from './bench/race.ts';
import { timeTransfers } from './bench/transactions.ts';
import { wasmSizes } from './bench/wasm-sizes.ts';
import type { AppliedCost } from './costs/applied.ts';
import { inProcess } from './demo/sandbox-network.ts';
import { openScene } from './demo/scene.ts';
import { DrivenStage } from './demo/driven-stage.ts';

/* Prints what the sandbox and a keeper cost on this machine. Figures of one machine compare with themselves only. */

const SEED = '1'.padStart(64, '0');
const list = (counts: readonly number[]): string => counts.join(' and ');

async function main(): Promise<number> {
	const [cpu] = cpus();
	console.log(`${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, Node ${process.version}\n`);
	const opened = await clocked(() => inProcess(SEED));
	if (!opened.value.ok) {
		console.error(`bench: ${opened.value.error}`);
		return 1;
	}
	console.log(`sandbox: compile and start     ${ms(opened.ms)}`);
	const stage = new DrivenStage(opened.value.value, () => undefined);
	const deployed = await clocked(() => openScene(stage));
	console.log(`deployment                     ${ms(deployed.ms)}`);
	const transfers = await timeTransfers(deployed.value);
	console.log('\nOne transaction (XLM transfer through the asset contract)');
	console.log(`  simulate, assemble, compare  ${spread(transfers.simulate)}`);
	console.log(`  sign and send                ${spread(transfers.send)}`);
	console.log(`  apply (close the ledger)     ${spread(transfers.apply)}`);
	console.log(`  simulate + apply             ${spread(transfers.simulateAndApply)}`);
	const race = await costOfRace(deployed.value, SEED);
	printRace(race);
	if (race.fill === undefined) {
		console.error('bench: no fill succeeded, so there is nothing to measure of one');
		return 1;
	}
	printFill(race.fill);
	console.log('\nWasm                            raw         gzip −9');
	for (const { name, raw, gzip } of await wasmSizes()) {
		console.log(`  ${name.padEnd(28)}  ${kb(raw).padStart(9)}  ${kb(gzip).padStart(9)}`);
	}
	return 0;
}

function printRace(race: RaceCost): void {
	const { posts, calls, bytesUp, bytesDown } = race.traffic;
	console.log(`\nA whole race of ${race.keepers} keepers, ${race.ledgers} ledgers`);
	console.log(`  per ledger, all keepers      ${spread(race.perLedger)}`);
	console.log(`  transactions per keeper      ${list(race.transactions)}`);
	console.log(`  requests per keeper          ${list(race.posts)}`);
	console.log(`  requests per quiet ledger    ${list(race.quietPosts)}`);
	console.log(
		`  one request on average       ${(calls / posts).toFixed(1)} calls, ${kb(bytesUp / posts)} up, ${kb(bytesDown / posts)} down`
	);
}

function printFill(fill: AppliedCost): void {
	console.log('\nA fill (1 bid in USDC, 1 lot in XLM, one sale)');
	console.log(`  instructions declared        ${(fill.instructions / 1e6).toFixed(2)} M of 400 M`);
	console.log(`  footprint                    ${fill.keys} keys, ${fill.writes} written`);
	console.log(`  disk reads · writes          ${fill.diskReadBytes} B · ${fill.writeBytes} B`);
	console.log(`  envelope · events            ${fill.envelopeBytes} B · ${fill.eventBytes} B`);
	console.log(`  fee charged                  ${(Number(fill.feeCharged) / 1e7).toFixed(7)} XLM`);
}

process.exitCode = await main();
