// Command servqual turns survey spreadsheets into service-quality scores and
// reports. See doc.go for the manual.
package main

import "os"

func main() {
	os.Exit(run(os.Args, os.Stdin, os.Stdout, os.Stderr))
}
