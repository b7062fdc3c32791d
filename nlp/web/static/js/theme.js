// Runs before anything is painted: the page must not flash in the other theme.
"use strict";
try {
  const theme = localStorage.getItem("hoibao-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch { /* storage may be switched off; then the system's theme holds */ }
