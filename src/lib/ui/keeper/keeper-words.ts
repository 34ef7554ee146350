import type { NextAction } from '#lib/keeper/next-action.ts';
import type { KeeperReport } from '#worker/protocol.ts';
import { counted } from './amounts.ts';
import { localTime } from './times.ts';
import { whyTrouble } from './why-trouble.ts';

/** How a page is tied to a keeper. */
export type KeeperLink = 'none' | 'starting' | 'leader' | 'follower' | 'crashed';

export interface KeeperWords {
	/** One or two words: the heading, and the beginning of the title. */
	readonly state: string;
	/** A sentence: what that means now. */
	readonly detail: string;
	/** It works here, and may send. Closing asks first. */
	readonly live: boolean;
	/** Its engine runs, here or in another tab. */
	readonly running: boolean;
}

/** What a keeper does, in words. */
export function keeperWords(link: KeeperLink, report: KeeperReport | undefined): KeeperWords {
	switch (link) {
		case 'none':
			return words('Stopped', 'Looks at nothing and sends nothing.', false);
		case 'starting':
			return words('Starting', 'Reads the key and the vault.', false);
		case 'crashed':
			return words(
				'Crashed',
				report?.snapshot.phase.kind === 'crashed'
					? `The worker ended: ${report.snapshot.phase.message}. Nothing is lost; start it again.`
					: 'The worker ended. Nothing is lost; start it again.',
				false
			);
		case 'follower':
			return words(
				'Follows',
				report === undefined
					? 'Another tab of this browser runs this keeper. Its reports appear here.'
					: `Another tab of this browser runs it, ${report.mode === 'live' ? 'live' : 'dry'}. Go on there, or close it and this tab takes over.`,
				true
			);
		case 'leader':
			return report === undefined
				? words('Starting', 'Reads the key and the vault.', false)
				: leading(report);
	}
}

const words = (state: string, detail: string, running: boolean): KeeperWords => ({
	state,
	detail,
	live: false,
	running
});

function leading({ mode, snapshot, since }: KeeperReport): KeeperWords {
	const live = mode === 'live';
	const name = live ? 'Live' : 'Dry run';
	const told = (state: string, detail: string): KeeperWords => ({
		state,
		detail,
		live,
		running: true
	});
	const { phase } = snapshot;
	switch (phase.kind) {
		case 'stopped':
			return words('Stopped', 'Looks at nothing and sends nothing.', false);
		case 'starting':
			return told('Starting', 'Reads who has ever been in the pool.');
		case 'scanning':
			return told(
				name,
				live
					? `Leads in this tab since ${localTime(since)}.`
					: 'Decides and simulates everything, and sends nothing.'
			);
		case 'acting':
			return told(name, 'A transaction is on its way.');
		case 'backing-off':
			return told('Waiting', whyTrouble(phase.because).sentence);
		case 'crashed':
			return words('Crashed', `${phase.message}. Nothing is lost; start it again.`, false);
	}
}

/** Of the tab: what the keeper does first, as a background tab shows no more. */
export function keeperTitle({ state, running }: KeeperWords, next: NextAction | undefined): string {
	const what = running && next !== undefined ? soon(next) : undefined;
	const own = what === undefined ? state.toLowerCase() : `${state.toLowerCase()}, ${what}`;
	return `Keeper — ${own} — Nectar`;
}

function soon(next: NextAction): string | undefined {
	switch (next.kind) {
		case 'fill':
			return next.ledgersLeft === 0
				? 'fills now'
				: `${counted(next.ledgersLeft, 'ledger')} to next fill`;
		case 'create':
			return 'opens an auction';
		case 'starts':
			return 'auction starts';
		case 'clean-up':
			return 'cleans up';
		case 'held-up':
		case 'none':
			return undefined;
	}
}
