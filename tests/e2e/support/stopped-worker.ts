import type { Page } from '@playwright/test';

/**
 * Nothing of a page’s worker runs any more until the returned function is called; the computer’s clock goes on. By its debugger: a
 * headless browser counts every page as seen, and freezes none that is seen.
 */
export async function stopWorker(page: Page, name: string): Promise<() => Promise<void>> {
	const session = await page.context().newCDPSession(page);
	const found = new Promise<string>((resolve) => {
		session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
			if (targetInfo.type === 'worker' && targetInfo.title === name) resolve(sessionId);
		});
	});
	await session.send('Target.setAutoAttach', {
		autoAttach: true,
		waitForDebuggerOnStart: false,
		flatten: false
	});
	const sessionId = await found;
	let id = 0;
	const tell = (method: string) => {
		id += 1;
		return session.send('Target.sendMessageToTarget', {
			sessionId,
			message: JSON.stringify({ id, method })
		});
	};
	const stopped = new Promise<void>((resolve) => {
		session.on('Target.receivedMessageFromTarget', ({ message }) => {
			if (message.includes('"Debugger.paused"')) resolve();
		});
	});
	await tell('Debugger.enable');
	await tell('Debugger.pause');
	await stopped;
	return async () => {
		await tell('Debugger.resume');
		await tell('Debugger.disable');
		await session.detach();
	};
}
