/** Options that vite-plugin-svelte and svelte-check share. */
export default {
  compilerOptions: { runes: true }
};
