// Blocking, before first paint: the visitor's choice, else the system's. ThemeToggle.svelte writes it.
try {
	const chosen = localStorage.getItem('theme');
	if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
	document.documentElement.dataset.theme = ''; // storage is blocked: follow the system
}
