import type { Contender } from '#lib/keeper/race-lanes.ts';
import type { KeeperReport } from '#worker/protocol.ts';
import type { HouseKeeper } from '#worker/sandbox-protocol.ts';

/** What this browser's own keeper says about itself. */
export interface OwnKeeper {
	readonly operator: string;
	readonly report: KeeperReport;
}

/** Who could take part in the race for a user's auction: the house keepers that are on, and the own one if it runs. */
export function contendersFor(
	user: string,
	house: readonly HouseKeeper[],
	own: OwnKeeper | undefined
): readonly Contender[] {
	const ours = house
		.filter(({ on }) => on)
		.map(({ operator, name, plans }): Contender => ({
			operator,
			name,
			own: false,
			dry: false,
			plannedAt: plans.find((plan) => plan.user === user)?.ledger
		}));
	if (own === undefined || !isAtWork(own.report)) return ours;
	const dry = own.report.mode === 'dry';
	return [
		...ours,
		{
			operator: own.operator,
			name: dry ? 'this tab, dry run' : 'this tab',
			own: true,
			dry,
			plannedAt: plannedAt(own.report, user)
		}
	];
}

const isAtWork = ({ snapshot }: KeeperReport): boolean =>
	snapshot.phase.kind !== 'stopped' && snapshot.phase.kind !== 'crashed';

/** A decision to fill now is about the ledger after the one that it was made in. */
function plannedAt({ snapshot }: KeeperReport, user: string): number | undefined {
	const decision = snapshot.accounts.find((row) => row.user === user)?.decision;
	if (decision?.kind === 'fill') return snapshot.ledger + 1;
	if (decision?.kind !== 'wait' || decision.reason.kind !== 'until-profitable') return undefined;
	return decision.reason.ledger;
}

/** Ledgers in which transactions left their keepers, by hash. */
export function sentBy(
	house: readonly HouseKeeper[],
	own: OwnKeeper | undefined
): ReadonlyMap<string, number> {
	const sent = new Map<string, number>();
	for (const keeper of house) {
		for (const { hash, ledger } of keeper.sent) sent.set(hash, ledger);
	}
	for (const { item } of own?.report.log ?? []) {
		if (item.kind === 'sent') sent.set(item.hash, item.ledger);
	}
	return sent;
}
