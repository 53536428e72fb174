package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"servqual/survey"
	"servqual/survey/lang"
	"servqual/survey/mapping"
)

// studyName is the study file that is used when it lies beside the data.
const studyName = "servqual.yaml"

// isWorkbook says that a path names a mapping workbook rather than a study file.
func isWorkbook(path string) bool { return strings.EqualFold(filepath.Ext(path), ".xlsx") }

// findStudy reads the study file or mapping workbook named, or the one beside
// the first file; nil without either: then the headers decide.
func (s settings) findStudy() (*survey.Study, survey.StudyPlace, error) {
	var none survey.StudyPlace
	path := s.study
	if path == "" {
		var err error
		if path, err = studyBeside(s.files[0]); path == "" || err != nil {
			return nil, none, err
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, none, err
	}
	if isWorkbook(path) {
		study, b, err := mapping.Parse(path, data, instrument)
		if err != nil {
			return nil, none, err
		}
		return study, b.Places(), nil
	}
	study, err := survey.ParseStudy(path, data, instrument)
	if err != nil {
		return nil, none, err
	}
	return study, survey.PlacesOf(path, data), nil
}

// studyBeside finds the study file or the mapping workbook beside an input; ""
// without one. Two that could contradict each other are refused.
func studyBeside(file string) (string, error) {
	found := ""
	for _, name := range append([]string{studyName}, mapping.Names...) {
		path := filepath.Join(folderOf(file), name)
		switch _, err := os.Stat(path); {
		case errors.Is(err, fs.ErrNotExist):
			continue
		case err != nil:
			return "", err
		}
		if isWorkbook(path) {
			data, err := os.ReadFile(path)
			if err != nil {
				return "", err
			}
			if !mapping.Is(data) {
				continue // a file of answers that happens to have the name
			}
		}
		if found != "" {
			return "", spoken(lang.F("数据旁边既有 %s 又有 %s；请用 --study 指明用哪一个，或移走一个", "there is %s beside the data, and %s too; name the one to use with --study, or move the other away", filepath.Base(found), name))
		}
		found = path
	}
	return found, nil
}

// folderOf is the folder of an input.
func folderOf(file string) string {
	if file == "-" {
		return ""
	}
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return file
	}
	return filepath.Dir(file)
}

// beside is the path of the study file beside an input.
func beside(file string) string { return filepath.Join(folderOf(file), studyName) }
