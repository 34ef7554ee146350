// npm run chromium: the browser tests drive the system's Chromium; this installs Debian's package if there is none.
import { existsSync } from 'node:fs';
import { command } from './command.ts';
import { installDebian } from './debian.ts';

const path = process.env.CHROMIUM ?? '/usr/bin/chromium';

if (existsSync(path)) {
	console.log(`Chromium: already there, ${path}`);
} else {
	await installDebian(['chromium', 'fonts-liberation']);
	const version = await command(path, ['--version']);
	if (version.code === 0) {
		console.log(`Chromium: installed ${version.output.trim().split('\n').at(-1) ?? path}`);
	} else {
		console.error(
			`No Chromium at ${path}. Install one (Debian: sudo apt-get install chromium), or set CHROMIUM to its path.`
		);
		process.exitCode = 1;
	}
}
