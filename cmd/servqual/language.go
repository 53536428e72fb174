package main

import (
	"os"
	"strings"

	"servqual/survey/lang"
)

// systemLang is the language of the locale; on Windows, where the variables of
// a locale are rarely set, that of the user's settings.
func systemLang() lang.Lang {
	return localeLang(os.Getenv, userLocale)
}

// localeLang chooses the language of the first locale that is named: by
// LC_ALL, LC_MESSAGES or LANG, else by the system.
func localeLang(env func(string) string, system func() string) lang.Lang {
	for _, key := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := env(key); v != "" {
			return lang.FromLocale(v)
		}
	}
	return lang.FromLocale(system())
}

// languageOf is the language that the command line asks for, also when the
// line could not be read to its end.
func languageOf(args []string) lang.Lang {
	for i, a := range args {
		name, value, has := strings.Cut(strings.TrimLeft(a, "-"), "=")
		if name != "lang" || !strings.HasPrefix(a, "-") {
			continue
		}
		if !has && i+1 < len(args) {
			value = args[i+1]
		}
		if l, err := langNamed(value); err == nil {
			return l
		}
	}
	return systemLang()
}
