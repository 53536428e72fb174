package stats

import "testing"

// The numbers are of R 4.2.2 on fixtures/oracle/customers.csv:
//
//	P <- as.matrix(read.csv("customers.csv")[, paste0("P", 1:22)]); e <- eigen(cor(P))
//	M <- unclass(varimax(e$vectors[, 1:5] %*% diag(sqrt(e$values[1:5])), eps = 1e-15)$loadings)
//	M <- M[, order(-colSums(M^2))]; M <- sweep(M, 2, sign(colSums(M)), "*")
//	c(M[1,1], M[5,2], M[22,1], M[10,3]); colSums(M^2)/22; sum(M^2); sum(M[7,]^2)
func TestComponentsAgreeWithR(t *testing.T) {
	e := EFA(itemsOf(customers(t), "P", 0, 22), EFAOptions{Factors: 5, Extract: PrincipalComponents, Rotation: Varimax})
	if !e.Defined || e.Method != MethodComponents {
		t.Fatalf("%+v", e.Notes)
	}
	sum := 0.0
	for _, h := range e.Communalities {
		sum += h
	}
	for _, x := range []struct {
		what      string
		got, want float64
	}{
		{"l[1,1]", e.Loadings[0][0], 0.289687104944}, {"l[5,2]", e.Loadings[4][1], 0.652101654804},
		{"l[22,1]", e.Loadings[21][0], 0.769147201334}, {"l[10,3]", e.Loadings[9][2], 0.736434382457},
		{"share 1", e.Explained[0], 0.160985152524}, {"share 5", e.Explained[4], 0.116545696872},
		{"communalities", sum, 15.2898640753}, {"communality of 7", e.Communalities[6], 0.660222555442},
	} {
		if !near(x.got, x.want, iterative) {
			t.Errorf("%s = %.12g, R has %.12g", x.what, x.got, x.want)
		}
	}
}

// All components together reproduce the correlations: nothing is left over.
// That many factors would be refused.
func TestAllComponentsExplainEverything(t *testing.T) {
	c := itemsOf(customers(t), "P", 0, 4)
	e := EFA(c, EFAOptions{Factors: 4, Extract: PrincipalComponents, Rotation: NoRotation})
	for i, h := range e.Communalities {
		if !near(h, 1, 1e-12) {
			t.Errorf("communality of %d is %v", i, h)
		}
	}
	if !near(e.Cumulative[3], 1, 1e-12) {
		t.Errorf("explained %v", e.Cumulative)
	}
	if f := EFA(c, EFAOptions{Factors: 4, Extract: Minres, Rotation: NoRotation}); f.Defined || f.Notes[0].Code != TooManyFactor {
		t.Errorf("four factors of four items: %+v", f)
	}
	if f := EFA(c, EFAOptions{Factors: 5, Extract: PrincipalComponents, Rotation: NoRotation}); f.Defined || f.Notes[0].Code != TooManyFactor {
		t.Errorf("five components of four items: %+v", f)
	}
}
