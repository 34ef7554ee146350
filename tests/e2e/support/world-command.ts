import { expect, type Page } from '@playwright/test';
import type { WorldCommand } from '#worker/sandbox-protocol.ts';
import { NETWORK_NAME, type Told } from '#worker/world/tab-messages.ts';

/** What the lab has no button for: a command to the network in a page, as another tab of its browser gives it. */
export async function command(page: Page, what: WorldCommand): Promise<void> {
	const answer = await page.evaluate(tellOwner, { channel: NETWORK_NAME, command: what });
	expect(answer).toEqual({ ok: true, value: null });
}

type Done = Extract<Told['message'], { kind: 'done' }>;

/** Runs in the page, on its own: nothing of this module reaches it. */
function tellOwner(given: { channel: string; command: WorldCommand }): Promise<Done['answer']> {
	const line = new BroadcastChannel(given.channel);
	const id = `visitor ${crypto.randomUUID()}`;
	return new Promise((resolve) => {
		line.addEventListener('message', ({ data }: MessageEvent<Told>) => {
			if (data.message.kind !== 'done' || data.message.to !== id) return;
			line.close();
			resolve(data.message.answer);
		});
		line.postMessage({ from: id, message: { kind: 'command', n: 1, command: given.command } });
	});
}
