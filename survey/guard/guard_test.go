package guard_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"servqual/survey/guard"
)

func TestAPanicIsDeliveredWithoutItsData(t *testing.T) {
	crashed, stop := guard.Watch()
	defer stop()
	for _, x := range []struct {
		do   func()
		want string
	}{
		{func() { var s []int; _ = s[len(fmt.Sprint("abc"))] }, "index out of range [3] with length 0"},
		{func() { panic("13800138000") }, "string"},
		{func() { panic(errors.New("张三")) }, "*errors.errorString"},
		{func() { var m map[string]int; m["王五"] = 1 }, "assignment to entry in nil map"},
	} {
		var g guard.Group
		done := make(chan struct{})
		g.Go(x.do)
		go func() { g.Wait(); close(done) }()
		select {
		case p := <-crashed:
			if !strings.HasPrefix(p.Cause, x.want) {
				t.Errorf("cause %q, want %q", p.Cause, x.want)
			}
			for _, data := range []string{"138", "张三", "王五"} {
				if strings.Contains(p.Error(), data) {
					t.Errorf("%q holds data", p.Error())
				}
			}
			if len(p.Frames) == 0 || !strings.Contains(p.Frames[0], "guard_test.go") {
				t.Errorf("frames %q don't begin where it happened", p.Frames)
			}
		case <-time.After(10 * time.Second):
			t.Fatal("no panic delivered")
		}
		select {
		case <-done:
			t.Error("Wait took unfinished work for done")
		default:
		}
	}
}

func TestAGroupWaitsForItsGoroutines(t *testing.T) {
	var g guard.Group
	out := make([]int, 8)
	for i := range out {
		g.Go(func() { time.Sleep(time.Millisecond); out[i] = i + 1 })
	}
	g.Wait()
	for i, x := range out {
		if x != i+1 {
			t.Fatalf("%v: not waited for", out)
		}
	}
}
